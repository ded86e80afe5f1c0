"""The dashboard in a real browser: headless Chromium on a real stack."""
