"""Headers of every answer, whoever asks and whatever is asked."""

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    # All data is public and nothing depends on who asks, so every page of the web may read it.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Location, Retry-After, X-Request-Id, API-Version",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ALWAYS_RAW = [(key.lower().encode(), value.encode()) for key, value in ALWAYS.items()]
