//! The Cloudflare Worker: routes, config, headers, Durable Objects.
