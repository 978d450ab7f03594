"""What a source lists: feeds, news sitemaps, and the links of a page judged one by one."""
