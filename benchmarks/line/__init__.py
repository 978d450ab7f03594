"""The whole line at once: thousands of sources, a thousand rules, news now and then."""
