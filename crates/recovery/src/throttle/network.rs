//! Who asks, as far as an address says it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The network of an address: what one customer of a provider usually has, the first 24 bits of an
/// IPv4 address and 48 of an IPv6 address. Empty for what is no address.
#[must_use]
pub fn network(address: &str) -> String {
    match address.parse() {
        Ok(address) => prefix(address).to_string(),
        Err(_) => String::new(),
    }
}

fn prefix(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() & (!0 << 8)).into(),
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (!0 << 80)).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::network;

    #[test]
    fn neighbours_share_a_network() {
        for (address, expected) in [
            ("203.0.113.7", "203.0.113.0"),
            ("203.0.113.255", "203.0.113.0"),
            ("203.0.114.7", "203.0.114.0"),
            ("::ffff:203.0.113.7", "203.0.113.0"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
            ("2001:db8:1:ffff::", "2001:db8:1::"),
            ("2001:db8:2::", "2001:db8:2::"),
            ("somewhere", ""),
        ] {
            assert_eq!(network(address), expected, "{address}");
        }
    }
}
