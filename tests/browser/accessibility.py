"""axe-core on the page that is open."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "preload": False,  # reads stylesheets once more, for one experimental rule, at addresses that are not theirs
}


def violations(page, part=None):
    """Each broken rule with the elements that break it; an empty list is what every test wants to see.

    `part`: a CSS selector, if only a part of the page is looked at. After a click, wait for what it leads to before
    you ask; this waits for the rest of that page only."""
    expect(page.locator("h1").first).to_be_attached()
    page.wait_for_load_state()
    # A colour on its way to another one is neither.
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished))")
    results = Axe().run(page, context=part, options=RULES)
    return [
        f"{violation['id']}: {[node['target'] for node in violation['nodes']]}"
        for violation in results.response["violations"]
    ]
