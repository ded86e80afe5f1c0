"""What browsers may do with our answers: next to nothing, unless the answer says otherwise itself."""

from __future__ import annotations

from falcon import Request, Response

CONTENT_SECURITY_POLICY = "Content-Security-Policy"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # LocalOnly cannot tell a foreign page that embeds an image or a script: it sends no Origin.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# For a drawing or a report that is opened by its address: it may be styled, and that is all.
ANSWERS_MAY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class SecurityHeaders:
    def process_response(self, req: Request, resp: Response, resource: object, req_succeeded: bool) -> None:
        resp.set_headers(HEADERS)
        if resp.get_header(CONTENT_SECURITY_POLICY) is None:
            resp.set_header(CONTENT_SECURITY_POLICY, ANSWERS_MAY)
