"""What hostile markup would have a reader run, in our own words; and a judge that reads as browsers do."""

from __future__ import annotations

import html5lib

RUN = "alert(1)"
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC=https://evil.example/x.js>{RUN}</SCRIPT>",
    f"<script\x0bsrc=x>{RUN}</script>",
    f"<<script>{RUN}//<</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script/random>{RUN}</script/random>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror\x0c={RUN}>",
    f"<img/src=x/onerror={RUN}>",
    f'<img src="x`onerror={RUN} alt=`">',
    f"<img src='x' onload='{RUN}' onclick='{RUN}'>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<a href=' javascript:{RUN}'>x</a>",
    f"<a href='JaVaScRiPt:{RUN}'>x</a>",
    f"<a href='java\tscript:{RUN}'>x</a>",
    f"<a href='java\nscript:{RUN}'>x</a>",
    f"<a href='java&#10;script:{RUN}'>x</a>",
    f"<a href='java&Tab;script&colon;{RUN}'>x</a>",
    f"<a href='&#106;avascript:{RUN}'>x</a>",
    f"<a href='&#x6A;&#x61;vascript&#58;{RUN}'>x</a>",
    f"<a href='&#1;javascript:{RUN}'>x</a>",
    f"<a href='\x01javascript:{RUN}'>x</a>",
    f"<a href='java\x00script:{RUN}'>x</a>",
    f"<a href='vbscript:{RUN}'>x</a>",
    f"<a href='data:text/html,<script>{RUN}</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    f"<a href='feed:javascript:{RUN}'>x</a>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text>x</text></a></svg>",
    f"<svg><animate attributeName=href values=javascript:{RUN} /></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<math><mi xlink:href='javascript:{RUN}'>x</mi></math>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    f"<math><annotation-xml encoding='text/html'><img src=x onerror={RUN}></annotation-xml></math>",
    f"<iframe src='javascript:{RUN}'></iframe>",
    f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object>",
    "<embed src='https://evil.example/x.swf'>",
    f"<form action='javascript:{RUN}'><input type=submit><button formaction='javascript:{RUN}'>x</button></form>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<video><source onerror={RUN}></video>",
    f"<video poster='javascript:{RUN}' src='javascript:{RUN}'></video>",
    f"<body onload={RUN}>x</body>",
    f"<div style='background:url(javascript:{RUN})'>x</div>",
    f"<div style='width:expression({RUN})'>x</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<link rel=stylesheet href='javascript:x'>",
    "<meta http-equiv=refresh content='0;url=javascript:x'>",
    f"<base href='javascript:{RUN}//'><a href='x'>x</a>",
    f"<!-- --!><img src=x onerror={RUN}> -->",
    f"<!--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<img src=x onerror={RUN}>]]>",
    f"<?xml-stylesheet href='javascript:{RUN}'?><p>x",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'></noscript>",
    f"<template><img src=x onerror={RUN}></template>",
    f"<textarea><img title='</textarea><img src=x onerror={RUN}>'></textarea>",
    f"<title><a title='</title><img src=x onerror={RUN}>'></title>",
    f"<select><template><img src=x onerror={RUN}></template></select>",
    f"<p title='</p><script>{RUN}</script>'>x</p>",
    f"<blockquote cite='javascript:{RUN}'>x</blockquote>",
    f"<table background='javascript:{RUN}'><td background='javascript:{RUN}'>x</table>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<isindex type=image src=1 onerror={RUN}>",
    f"<xmp><img src=x onerror={RUN}></xmp>",
    f"<plaintext><img src=x onerror={RUN}>",
    f'<a href="https://a.example/" onmouseover="{RUN}" id=x class=y name=z style=\'x\'>x</a>',
    f"\ufeff\ufffe<scr\ufffeipt>{RUN}</scr\ufffeipt>",
    f"<a href='https:javascript:{RUN}'>x</a>",
    # Namespaces and parsers that disagree.
    f"<svg/onload={RUN}//",
    f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    f"<svg><set attributeName=onmouseover to={RUN}></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 onerror={RUN} /></svg>#x'/></svg>",
    f"<svg><title><img src=x onerror={RUN}></title></svg>",
    f"<svg></p><style><a id='</style><img src=1 onerror={RUN}>'>",
    f"<svg><desc><![CDATA[</desc><script>{RUN}</script>]]></svg>",
    f"<math><mglyph><svg><mtext><textarea><path id='</textarea><img onerror={RUN} src=1>'>",
    f"<math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<math href='javascript:{RUN}'>x</math>",
    f"<math><maction actiontype='statusline' xlink:href='javascript:{RUN}'>x</maction></math>",
    f"<math><annotation-xml encoding='application/xhtml+xml'><script>{RUN}</script></annotation-xml></math>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<table><tr><td><svg><tr><script>{RUN}</script></tr></svg></td></tr></table>",
    f"<b><a><b></a><img src=x onerror={RUN}></b>",
    f"<p><svg><p><style><!--</style><img src=x onerror={RUN}>--></style>",
    # Elements that swallow text, and give it back to another parser.
    f"<style><img title='</style><img src=x onerror={RUN}>'></style>",
    f"<iframe><img title='</iframe><img src=x onerror={RUN}>'></iframe>",
    f"<noembed><img title='</noembed><img src=x onerror={RUN}>'></noembed>",
    f"<noframes><img title='</noframes><img src=x onerror={RUN}>'></noframes>",
    f"<comment><img title='</comment><img src=x onerror={RUN}>'></comment>",
    f"<listing><img src=x onerror={RUN}></listing>",
    f"<option><style></option></select><img src=x onerror={RUN}></style>",
    f"<script><!--<script></script><img src=x onerror={RUN}>--></script>",
    # Attributes.
    f"<a href='x' href='javascript:{RUN}'>x</a>",
    f"<a href='https://a.example/' ping='javascript:{RUN}'>x</a>",
    f"<a target=_blank rel=opener href='https://a.example/' onauxclick={RUN}>x</a>",
    f"<img src=x:x onerror\u2028={RUN}>",
    f"<img src=x\x00 onerror={RUN}>",
    f"<img srcset='javascript:{RUN} 1x, x 2x' src=x>",
    f"<img src=x srcset='x 1x, data:image/svg+xml,<svg onload={RUN}> 2x'>",
    f"<picture><source srcset='javascript:{RUN}'><img src=x></picture>",
    f"<img lowsrc='javascript:{RUN}' dynsrc='javascript:{RUN}' longdesc='javascript:{RUN}' src=x>",
    f"<img data-src='javascript:{RUN}'>",
    f"<img src=data:, data-src='x&quot; onerror=&quot;{RUN}'>",
    f"<img data-srcset='x&quot; onload={RUN} 2x'>",
    f"<video controls><track src='javascript:{RUN}' onload={RUN}></video>",
    f"<audio src=x onloadstart={RUN}>",
    f"<q cite='javascript:{RUN}'>x</q><ins cite='javascript:{RUN}'>x</ins>",
    f"<div onpointerenter={RUN} onanimationstart={RUN} ontransitionend={RUN} style='animation:x'>x</div>",
    f"<div contenteditable autofocus onfocus={RUN}>x</div>",
    f"<div accesskey=x onclick={RUN} tabindex=1 onfocusin={RUN}>x</div>",
    f"<td background=javascript:{RUN}>x</td>",
    f"<font color='expression({RUN})'>x</font>",
    "<p style='-moz-binding:url(https://evil.example/x.xml)'>x</p>",
    f"<p style='behavior:url(#default#time2)' onbegin={RUN}>x</p>",
    f"<a href='&#x6a;&#97vascript&#58;{RUN}'>x</a>",
    f"<a href='jav&#x0A;ascript&colon;{RUN}'>x</a>",
    f"<a href='//javascript:{RUN}'>x</a>",
    f"<a href='javascript&#x3a;{RUN}' title='>'>x</a>",
    "<a href='blob:https://a.example/x'>x</a><a href='filesystem:https://a.example/x'>x</a>",
    "<a href='ws://a.example'>x</a><a href='file:///etc/passwd'>x</a><a href='jar:https://a.example!/x'>x</a>",
    # Frames of places that we know.
    f"<iframe src='https://www.youtube.com/embed/javascript:{RUN}'></iframe>",
    f"<iframe title='\"><script>{RUN}</script>' src='https://www.youtube.com/embed/abcdefghijk'></iframe>",
    f"<iframe src='javascript:{RUN}//www.youtube.com/embed/abcdefghijk' srcdoc='<script>{RUN}</script>'>",
    f"<iframe src='https://evil.example\"onmouseover={RUN}/videos/embed/abcdefghijklmnopqrstuv'></iframe>",
    # Documents within a document.
    f"<!DOCTYPE html [<!ENTITY x '<script>{RUN}</script>'>]>&x;",
    f"<?php echo '<script>{RUN}</script>' ?><%= x %>",
    f"<html><head><meta charset=utf-7></head><body>+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"<frameset onload={RUN}><frame src='javascript:{RUN}'></frameset>",
    f"<applet code=x onerror={RUN}></applet><bgsound src='javascript:{RUN}'>",
    "<layer src='https://evil.example/'></layer><ilayer src=x></ilayer>",
    f"<portal src='javascript:{RUN}'></portal><dialog open onclose={RUN}>x</dialog>",
    f"<keygen autofocus onfocus={RUN}><output onclick={RUN}>x</output>",
    "<a id=body name=cookie href=x>x</a><img name=getElementById src=x>",
    "<" * 300 + f"script>{RUN}",
    f"<{'div><' * 250}img src=x onerror={RUN}>",
    f"{'<b>' * 600}<script>{RUN}</script>",
]
ACTIVE = {
    "script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "button", "link",
    "meta", "base", "template", "noscript", "noembed", "noframes", "frameset", "applet", "portal", "dialog", "keygen", "textarea", "select", "frame", "marquee", "title", "xmp",
}  # fmt: skip
LINKS = {"href", "src", "poster", "action", "formaction", "data", "cite", "background", "srcset"}


def active_parts(markup: str) -> list[str]:
    """What a browser would run or load in it, by the rules of HTML5."""
    fragment = html5lib.parseFragment(markup, treebuilder="etree", namespaceHTMLElements=False)
    found = []
    for element in fragment.iter():
        if not isinstance(element.tag, str):
            found.append(f"comment {element.text!r}")
            continue
        if element.tag in ACTIVE:
            found.append(element.tag)
        for name, value in element.attrib.items():
            if str(name).startswith("on") or name in ("style", "id", "class", "name"):
                found.append(f"{name}={value}")
            if name in LINKS and not value.startswith(("https://", "http://", "mailto:")):
                found.append(f"{name}={value}")
    return found
