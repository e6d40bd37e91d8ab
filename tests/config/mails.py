"""Mails for the tests of the local mail server and its pages."""

import smtplib
from email.message import EmailMessage

# One red pixel.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
PAGE = """<html><head><style>h1 { color: #123456; }</style></head>
<body onload="alert(1)"><h1 style="color: rgb(200, 0, 0)">Two flags wait</h1>
<img src="cid:chart" alt="chart"><img src="https://tracker.example/pixel.png" alt="elsewhere">
<script>alert(1)</script><p onclick="alert(1)">since <b>Monday</b></p></body></html>"""


def make_mail(subject: str = "Digest of the day") -> EmailMessage:
    """Return a mail with text, a page with a picture, and a file."""
    mail = EmailMessage()
    mail["From"] = "Second Source <house@localhost>"
    mail["To"] = "Ann Ferrand <ann@localhost>"
    mail["Subject"] = subject
    mail.set_content("Two flags wait since Monday.")
    mail.add_alternative(PAGE, subtype="html")
    page = mail.get_body(("html",))
    page.add_related(PICTURE, "image", "png", cid="<chart>")
    mail.add_attachment("a;b\n1;2\n", subtype="csv", filename="flags of été.csv")
    return mail


def send(mail: EmailMessage, port: int) -> None:
    """Send a mail as the house does, by SMTP."""
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as client:
        client.send_message(mail)
