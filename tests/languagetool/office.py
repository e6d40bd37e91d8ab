"""Let LibreOffice proofread a text against an address, and print what it would underline. Run by Debian's Python.

office.py ADDRESS FOLDER TEXT: one line a mark, the words, what is wrong and the message between tabs.
"""

import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

SECONDS = 90
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="BaseURL" oor:op="fuse"><value>{address}</value></prop></item>
<item oor:path="/org.openoffice.Office.Linguistic/GrammarChecking/LanguageTool">
<prop oor:name="IsEnabled" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def main(address, folder, text):
    profile, pipe = Path(folder) / "profile", f"proof{id(folder)}"
    (profile / "user").mkdir(parents=True)
    (profile / "user/registrymodifications.xcu").write_text(SETTINGS.format(address=address))
    words = [
        "--headless",
        "--norestore",
        "--nologo",
        f"--accept=pipe,name={pipe};urp",
        f"-env:UserInstallation={profile.as_uri()}",
    ]
    office = subprocess.Popen(["soffice", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for mark in proofread(connect(pipe), text):
            print(mark)
    finally:
        office.terminate()
        office.wait(20)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def proofread(context, text):
    services = context.ServiceManager
    checker = services.createInstanceWithContext("org.openoffice.lingu.LanguageToolGrammarChecker", context)
    if checker is None:
        raise SystemExit("this LibreOffice has no LanguageTool checker")
    at = 0
    while at < len(text):
        result = checker.doProofreading("doc", text, Locale("en", "US", ""), at, len(text), ())
        for error in result.aErrors:
            start = error.nErrorStart
            yield f"{text[start : start + error.nErrorLength]}\t{error.aShortComment}\t{error.aFullComment}"
        following = result.nStartOfNextSentencePosition
        at = following if following > at else len(text)


if __name__ == "__main__":
    main(*sys.argv[1:4])
