// Reads published feeds with parsers from npm and prints what each finds in them, a line of JSON a feed:
//     node round_trip.mjs PARSER FILE...
import { createReadStream, readFileSync } from 'node:fs'

const [, , name, ...files] = process.argv
const list = (value) => (value === undefined || value === null ? [] : [].concat(value))
const text = (value) => (value && typeof value === 'object' ? value.value : value)

async function rssParser (file) {
  const { default: Parser } = await import('rss-parser')
  const feed = await new Parser().parseString(readFileSync(file, 'utf8'))
  return feed.items.map((item) => ({
    id: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    published: item.isoDate,
    content: item['content:encoded'] ?? item.content,
    authors: list(item.creator ?? item.author),
    categories: list(item.categories).map((each) => each._ ?? each),
    files: list(item.enclosure?.url)
  }))
}

async function feedparser (file) {
  const { default: FeedParser } = await import('feedparser')
  const parser = new FeedParser({})
  const found = []
  await new Promise((resolve, reject) => {
    parser.on('error', reject).on('end', resolve)
    parser.on('readable', () => {
      for (let item = parser.read(); item; item = parser.read()) {
        found.push({
          id: item.guid,
          title: item.title,
          link: item.link,
          published: item.pubdate,
          updated: item.date,
          content: item.description,
          authors: list(item.author),
          categories: item.categories,
          files: item.enclosures.map((each) => each.url),
          image: item.image?.url,
          source: item.source?.title
        })
      }
    })
    createReadStream(file).pipe(parser)
  })
  return found
}

async function feedsmith (file) {
  const { parseFeed } = await import('feedsmith')
  const { format, feed } = parseFeed(readFileSync(file, 'utf8'))
  const links = (entry, rel) => list(entry.links).filter((each) => each.rel === rel).map((each) => each.href)
  const read = {
    atom: (entry) => ({
      id: entry.id,
      title: text(entry.title),
      link: links(entry, 'alternate')[0],
      published: entry.published,
      updated: entry.updated,
      content: text(entry.content),
      authors: list(entry.authors).map((each) => each.name),
      categories: list(entry.categories).map((each) => each.term),
      files: links(entry, 'enclosure'),
      language: entry.xml?.lang,
      image: entry.media?.thumbnails?.[0]?.url,
      source: text(entry.source?.title),
      related: links(entry, 'related')
    }),
    rss: (item) => ({
      id: item.guid?.value,
      title: item.title,
      link: item.link,
      published: item.pubDate,
      updated: item.atom?.updated,
      content: item.content?.encoded ?? item.description,
      authors: list(item.dc?.creators),
      categories: list(item.categories).map((each) => each.name),
      files: [...list(item.enclosures), ...list(item.media?.contents)].map((each) => each.url),
      language: item.dc?.languages?.[0],
      image: item.media?.thumbnails?.[0]?.url,
      source: item.source?.title,
      related: links({ links: item.atom?.links }, 'related')
    }),
    json: (item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: item.date_published,
      updated: item.date_modified,
      content: item.content_html ?? item.content_text,
      authors: list(item.authors).map((each) => each.name),
      categories: list(item.tags),
      files: list(item.attachments).map((each) => each.url),
      language: item.language,
      image: item.image
    })
  }
  return list(feed.items ?? feed.entries).map(read[format])
}

const parsers = { 'rss-parser': rssParser, feedparser, feedsmith }
for (const file of files) {
  let line
  try {
    line = { file, entries: await parsers[name](file) }
  } catch (error) {
    line = { file, error: String(error) }
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
