"""The headers of every page: it loads nothing from elsewhere, runs nothing inline, and tells nobody where it was."""

from typing import Final

NOWHERE_ELSE: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}

# GraphiQL's dialogs and menus lock scrolling with one fixed <style> element (react-remove-scroll-bar, always with a
# scroll bar gap of 0, since the page itself never scrolls). Its hash spares 'unsafe-inline'; it belongs to 2.4.7.
SCROLL_LOCK_STYLE: Final = "'sha256-Y/huXlwoYkVyQlxwSVcCi1RCDGDCSVBzDt0hYP9qlTc='"
FOR_GRAPHIQL: Final = NOWHERE_ELSE | {
    "style-src": f"'self' {SCROLL_LOCK_STYLE}",
    "img-src": "'self' data:",  # cursors and
    "font-src": "data:",  # fonts that GraphiQL's style sheet carries within
}

# plotly.js adds one fixed <style> element for its maps when it loads, maps or not. Its hash belongs to 4.1.1 (plotly 7.1.0).
MAP_STYLE: Final = "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='"
FOR_PLOTLY: Final = NOWHERE_ELSE | {"style-src": f"'self' {MAP_STYLE}", "connect-src": "'none'"}


def page_headers(policy: dict[str, str] = NOWHERE_ELSE) -> dict[str, str]:
    """Headers of one page; its address may have carried a key in the fragment, so it sends no referrer."""
    return {
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "; ".join(f"{name} {sources}" for name, sources in policy.items()),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
