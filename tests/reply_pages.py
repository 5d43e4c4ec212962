"""Answers in HTML as mail programs send them, with what their writers wrote: (what it is, HTML, reply)."""

PAGES = (
    (
        "Gmail",
        '<div dir="ltr">Green.<div><br></div><div>Jo</div></div><br>'
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        'On Tue, Mar 5, 2024 at 9:41\u202fAM Noor &lt;<a href="mailto:n@x.example">n@x.example</a>&gt; wrote:<br>'
        '</div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid">'
        '<div style="display:none">preview</div><p>Which colour?</p></blockquote></div>',
        "Green.\n\nJo",
    ),
    (
        "Gmail, answers between the lines",
        '<div dir="ltr"><div class="gmail_quote"><div class="gmail_attr">'
        'On Tue, Mar 5, 2024 at 9:41 AM Noor &lt;n@x.example&gt; wrote:<br></div><blockquote class="gmail_quote">'
        '<div>Which colour?</div></blockquote><div>Green.</div><blockquote class="gmail_quote"><div>'
        "Which floor?</div></blockquote><div>Oak.</div></div></div>",
        "> Which colour?\n\nGreen.\n\n> Which floor?\n\nOak.",
    ),
    (
        "Outlook for Windows",
        '<html><head><style>p.MsoNormal{margin:0}</style></head><body><div class="WordSection1">'
        '<p class="MsoNormal">Approved.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        '<p class="MsoNormal">Jo<o:p></o:p></p>'
        '<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
        "<b>Von:</b> Noor &lt;n@x.example&gt;<br><b>Gesendet:</b> Dienstag, 5. März 2024 09:41<br><b>An:</b>"
        " Jo<br><b>Betreff:</b> Plan</p></div><p class=MsoNormal>Dürfen wir?</p></div></body></html>",
        "Approved.\n\nJo",
    ),
    (
        "Outlook on the web",
        '<div class="elementToProof">Approved.</div><div id="Signature"><p>Jo Kite<br>Director</p></div>'
        '<div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
        '<div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Noor &lt;n@x.example&gt;<br><b>Sent:</b>'
        " Tuesday, March 5, 2024 9:41 AM<br><b>To:</b> Jo<br><b>Subject:</b> Plan</font></div><div><p>May we?</p>"
        "</div>",
        "Approved.",
    ),
    (
        "Apple's iOS",
        '<html><body dir="auto">Approved.<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">'
        'Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">'
        "On 5 Mar 2024, at 09:41, Noor &lt;n@x.example&gt; wrote:<br><br></blockquote></div>"
        '<blockquote type="cite"><div dir="ltr">May we?</div></blockquote></body></html>',
        "Approved.",
    ),
    (
        "Thunderbird, answer below",
        '<div class="moz-cite-prefix">Am 05.03.24 um 09:41 schrieb Noor:<br></div>'
        '<blockquote type="cite" cite="mid:1@x"><p>Grün?</p></blockquote><p>Ja, grün.</p>'
        '<div class="moz-signature">-- <br>Jo Kite</div>',
        "Ja, grün.",
    ),
    (
        "Yahoo",
        '<div class="ydpbd2cyahoo-style-wrap"><div dir="ltr">Agreed.</div></div>'
        '<div id="ydp1234yahoo_quoted_77" class="ydp1234yahoo_quoted"><div>'
        "On Tuesday, March 5, 2024 at 09:41:12 AM GMT+1, Noor &lt;n@x.example&gt; wrote:</div><div>May we?</div>"
        "</div>",
        "Agreed.",
    ),
    (
        "ProtonMail",
        '<div style="font-family: Arial">Agreed.</div><div class="protonmail_signature_block"><div>'
        'Sent with Proton Mail.</div></div><div class="protonmail_quote">'
        "On Tuesday, March 5th, 2024 at 9:41 AM, Noor &lt;n@x.example&gt; wrote:<br>"
        '<blockquote class="protonmail_quote" type="cite">May we?</blockquote><br></div>',
        "Agreed.",
    ),
    (
        "an indented paragraph",
        '<p>So:</p><blockquote style="margin:0 0 0 40px;border:none">we buy</blockquote>',
        "So:\n\nwe buy",
    ),
    ("everything within the signature", '<div class="gmail_signature"><div>Call me.</div></div>', "Call me."),
    (
        "a list and a link",
        '<ul><li>oak</li><li><a href="https://x.example/a">ash</a></li></ul>',
        "- oak\n- ash (https://x.example/a)",
    ),
    ("a numbered list", "<ol><li>oak</li><li>ash</li></ol>", "1. oak\n2. ash"),
    ("a link that says where it leads", '<a href="https://x.example/">x.example</a>', "x.example"),
    (
        "a table",
        "<table><tr><td>Hall</td><td>white</td></tr><tr><td>Bath</td><td>blue</td></tr></table>",
        "Hall | white\nBath | blue",
    ),
    ("entities and hard spaces", "<p>A&nbsp;&amp;&nbsp;B &lt; C</p>", "A\u00a0&\u00a0B < C"),
    ("lines kept as they are", "<pre>a\n  b</pre>", "a\n  b"),
    (
        "what nobody sees",
        '<div style="display:none">hid</div><script>x</script><!-- c --><style>y</style>Seen',
        "Seen",
    ),
    ("text that is no tag", "3 < 4 and 5 > 4", "3 < 4 and 5 > 4"),
    ("no markup", "Agreed.", "Agreed."),
    ("nothing", "", ""),
    ("tags without an end", "<div><p>One<p>Two<br>Three", "One\n\nTwo\nThree"),
)
