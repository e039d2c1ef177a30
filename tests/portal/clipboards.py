"""What Word and LibreOffice put on the clipboard (the files beside), and what shall be stored of it."""

from pathlib import Path

FOLDER = Path(__file__).parent / "clipboard_files"
WORD = (FOLDER / "word.html").read_text()
OF_WORD = (
    "<h2>Der neue Park</h2>"
    "<p><strong>Am Fluss</strong> liegt er (<em>riverside</em>), in Bochum.</p>"
    "<ul><li><p>Bänke</p><ul><li><p>aus Holz</p></li></ul></li><li><p>Bäume</p></li></ul>"
    "<p>Danach:</p>"
    "<ol><li><p><strong>planen</strong></p></li><li><p>bauen</p></li></ol>"
    '<p>Kosten: 3 Mio.&nbsp;€, siehe <a href="https://www.bochum.de/Park">bochum.de</a> und Plan[1].</p>'
    '<table><tbody><tr><td colspan="2"><p><strong>Jahr</strong></p></td></tr>'
    "<tr><td><p>2025</p></td><td><p>2026</p></td></tr></tbody></table>"
)

LIBRE_OFFICE = (FOLDER / "libreoffice.html").read_text()
OF_LIBRE_OFFICE = (
    "<h2>Der neue Park</h2>"
    "<p><strong>Am Fluss</strong> <em>riverside</em><br>liegt er</p>"
    "<ul><li><p>Bänke</p><ul><li><p>aus Holz</p></li></ul></li><li><p>Bäume</p></li></ul>"
    '<ol start="3"><li><p>planen1</p></li></ol>'
    "<table><thead><tr><th><p>Jahr</p></th><th><p>Bänke</p></th></tr></thead>"
    "<tbody><tr><td><p>2026</p></td><td><p>1.000</p></td></tr></tbody></table>"
    '<p>Mehr: <a href="https://www.bochum.de/">bochum.de</a></p>'
)
