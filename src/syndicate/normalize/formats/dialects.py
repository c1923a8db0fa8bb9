"""What feedparser knows by name: namespaces, the elements it acts upon, those of HTML. Pure.

Told here once more, for who reads a document in its place (swift.py): to ask it would mean to load it.
"""

from __future__ import annotations

# The prefix that stands for a namespace, whatever prefix a document gives it; "-" where it is none.
_NAMESPACES = """
    - http://backend.userland.com/rss
    - http://blogs.law.harvard.edu/tech/rss
    - http://example.com/necho
    - http://example.com/newformat#
    - http://my.netscape.com/rdf/simple/0.9/
    - http://purl.org/atom/ns#
    - http://purl.org/echo/
    - http://purl.org/pie/
    - http://purl.org/rss/1.0/
    - http://purl.org/rss/1.0/modules/rss091#
    - http://www.w3.org/2005/atom
    - uri/of/echo/namespace#
    admin http://webns.net/mvcb/
    ag http://purl.org/rss/1.0/modules/aggregation/
    annotate http://purl.org/rss/1.0/modules/annotate/
    audio http://media.tangent.org/rss/1.0/
    blogChannel http://backend.userland.com/blogchannelmodule
    cc http://creativecommons.org/ns#license
    cc http://web.resource.org/cc/
    co http://purl.org/rss/1.0/modules/company
    content http://purl.org/rss/1.0/modules/content/
    cp http://my.theinfo.org/changed/1.0/rss/
    creativeCommons http://backend.userland.com/creativecommonsrssmodule
    creativeCommons http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html
    dc http://purl.org/dc/elements/1.1/
    dcterms http://purl.org/dc/terms/
    email http://purl.org/rss/1.0/modules/email/
    ev http://purl.org/rss/1.0/modules/event/
    feedburner http://rssnamespace.org/feedburner/ext/1.0
    fm http://freshmeat.net/rss/fm/
    foaf http://xmlns.com/foaf/0.1/
    geo http://www.w3.org/2003/01/geo/wgs84_pos#
    georss http://www.georss.org/georss
    gml http://www.opengis.net/gml
    icbm http://postneo.com/icbm/
    image http://purl.org/rss/1.0/modules/image/
    itunes http://example.com/dtds/podcast-1.0.dtd
    itunes http://www.itunes.com/dtds/podcast-1.0.dtd
    l http://purl.org/rss/1.0/modules/link/
    media http://search.yahoo.com/mrss
    media http://search.yahoo.com/mrss/
    podcast https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md
    podcast https://podcastindex.org/namespace/1.0
    pingback http://madskills.com/public/xml/rss/module/pingback/
    prism http://prismstandard.org/namespaces/1.2/basic/
    psc http://podlove.org/simple-chapters
    rdf http://www.w3.org/1999/02/22-rdf-syntax-ns#
    rdfs http://www.w3.org/2000/01/rdf-schema#
    ref http://purl.org/rss/1.0/modules/reference/
    reqv http://purl.org/rss/1.0/modules/richequiv/
    search http://purl.org/rss/1.0/modules/search/
    slash http://purl.org/rss/1.0/modules/slash/
    soap http://schemas.xmlsoap.org/soap/envelope/
    ss http://purl.org/rss/1.0/modules/servicestatus/
    str http://hacks.benhammersley.com/rss/streaming/
    sub http://purl.org/rss/1.0/modules/subscription/
    sy http://purl.org/rss/1.0/modules/syndication/
    szf http://schemas.pocketsoap.com/rss/mydescmodule/
    taxo http://purl.org/rss/1.0/modules/taxonomy/
    thr http://purl.org/rss/1.0/modules/threading/
    ti http://purl.org/rss/1.0/modules/textinput/
    trackback http://madskills.com/public/xml/rss/module/trackback/
    wfw http://wellformedweb.org/commentapi/
    wiki http://purl.org/rss/1.0/modules/wiki/
    xhtml http://www.w3.org/1999/xhtml
    xlink http://www.w3.org/1999/xlink
    xml http://www.w3.org/xml/1998/namespace
"""
NAMESPACES = {"": ""} | {
    uri: prefix.strip("-") for prefix, uri in map(str.split, _NAMESPACES.strip().splitlines())
}

# Podcasting 2.0, by the address of its documents, too: feed.py has feedparser know it.
PODCASTS = tuple(uri for uri, prefix in NAMESPACES.items() if prefix == "podcast")

# Elements of which it does more than to file their text under their name.
_ELEMENTS = """
    abstract author body category cc_license channel cloud content content_encoded contributor copyright
    created creativeCommons_license creativecommons_license dc_author dc_contributor dc_creator dc_date
    dc_description dc_language dc_publisher dc_rights dc_subject dc_title dcterms_created dcterms_issued
    dcterms_modified dcterms_valid description email enclosure entry expirationdate feed
    feedburner_browserfriendly fullitem generator geom georss_box georss_line georss_point georss_polygon
    georss_where georssgeom gml_exterior gml_linearring gml_linestring gml_point gml_polygon gml_pos
    gml_poslist guid height homepage id image info issued item itunes_author itunes_block itunes_category
    itunes_email itunes_explicit itunes_image itunes_keywords itunes_link itunes_name itunes_owner
    itunes_subtitle itunes_summary keywords language lastbuilddate link managingeditor media_category
    media_content media_credit media_description media_group media_keywords media_license media_player
    media_rating media_restriction media_thumbnail media_title modified name newlocation podcast_chapters
    podcast_transcript psc_chapter
    psc_chapters pubdate published rights rss source subtitle summary tagline tags textInput textinput title
    updated uri url webmaster where width xhtml_body
"""
ELEMENTS = frozenset(_ELEMENTS.split())

# Elements of HTML by which it tells HTML from text.
_HTML = """
    a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code
    col colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset
    figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li
    m map menu meter multicol nav nextid noscript ol optgroup option output p pre progress q s samp section
    select small sound source spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr
    tt u ul var video
"""
HTML = frozenset(_HTML.split())
