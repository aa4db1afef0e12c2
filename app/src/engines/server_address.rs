//! Server addresses, and which of them browsers let a page reach.

/// Base URL of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerAddress {
    /// URL without a slash at the end.
    base: String,
    is_secure: bool,
    host: String,
}

impl ServerAddress {
    /// Parses an entered address and adds a missing scheme; `None` if it is not valid.
    ///
    /// The browser's own parser decides, because it also sends the requests.
    pub(crate) fn parse(entered: &str) -> Option<Self> {
        let entered = entered.trim();
        // Browsers would accept a host name with spaces.
        if entered.contains(char::is_whitespace) {
            return None;
        }
        let url = web_sys::Url::new(&complete(entered)).ok()?;
        let base = format!("{}{}", url.origin(), url.pathname());
        Self::new(&url.protocol(), &url.hostname(), &base)
    }

    /// Address from the parts of a URL as browsers serialize them.
    fn new(protocol: &str, host: &str, base: &str) -> Option<Self> {
        let is_known = matches!(protocol, "http:" | "https:") && !host.is_empty();
        is_known.then(|| Self {
            base: base.trim_end_matches('/').to_owned(),
            is_secure: protocol == "https:",
            host: host.to_owned(),
        })
    }

    /// URL of a path on the server.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// URL for display.
    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    /// Whether the server is nearer than the page's origin: on this machine, or in its network.
    /// Browsers ask the user before a page reaches it.
    pub(crate) fn is_nearer_than(&self, page: &Self) -> bool {
        nearness(&self.host) > nearness(&page.host)
    }

    /// Name of the permission that browsers require if the page is from farther away
    /// (<https://wicg.github.io/local-network-access/#integration-with-permissions>).
    pub(crate) fn permission(&self) -> &'static str {
        if is_this_machine(&self.host) {
            "loopback-network"
        } else {
            "local-network"
        }
    }

    /// Whether browsers block this address as mixed content: plain HTTP on a secure page.
    ///
    /// This machine is exempt. So is the local network in browsers that ask for permission
    /// (<https://wicg.github.io/local-network-access/#mixed-content>).
    pub(crate) fn is_mixed(&self, page_is_secure: bool, browser_asks_about_local: bool) -> bool {
        let is_exempt =
            is_this_machine(&self.host) || (browser_asks_about_local && is_private(&self.host));
        page_is_secure && !self.is_secure && !is_exempt
    }
}

/// Adds a missing scheme: HTTP on the local network, where most servers have no certificate, else
/// HTTPS.
fn complete(entered: &str) -> String {
    if entered.contains("://") {
        return entered.to_owned();
    }
    let end = entered.find('/').unwrap_or(entered.len());
    let authority = &entered[..end];
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let is_local = is_this_machine(host) || is_private(host);
    let scheme = if is_local { "http" } else { "https" };
    format!("{scheme}://{entered}")
}

/// Rank of the three networks that browsers distinguish, from 0 for the public one
/// (<https://wicg.github.io/local-network-access/#ip-address-space>).
fn nearness(host: &str) -> u8 {
    match (is_this_machine(host), is_private(host)) {
        (true, _) => 2,
        (_, true) => 1,
        _ => 0,
    }
}

fn is_this_machine(host: &str) -> bool {
    matches!(host, "localhost" | "[::1]")
        || host.ends_with(".localhost")
        || ipv4(host).is_some_and(|address| address[0] == 127)
}

/// Whether the host is in a network of RFC 1918, RFC 3927 or their IPv6 counterparts (addresses that
/// begin with f, except multicast), or has a name of multicast DNS.
fn is_private(host: &str) -> bool {
    host.ends_with(".local")
        || (host.starts_with("[f") && !host.starts_with("[ff"))
        || ipv4(host).is_some_and(|address| match address {
            [10, ..] | [192, 168, ..] | [169, 254, ..] => true,
            [172, second, ..] => (16..32).contains(&second),
            _ => false,
        })
}

fn ipv4(host: &str) -> Option<[u8; 4]> {
    let address: std::net::Ipv4Addr = host.parse().ok()?;
    Some(address.octets())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_scheme_is_added() {
        for (entered, expected) in [
            ("localhost:3000", "http://localhost:3000"),
            ("192.168.0.7:3000", "http://192.168.0.7:3000"),
            ("[::1]:3000", "http://[::1]:3000"),
            ("printer.local", "http://printer.local"),
            ("inkling.example", "https://inkling.example"),
            (
                "inkling.example:8443/base",
                "https://inkling.example:8443/base",
            ),
            ("172.32.0.1", "https://172.32.0.1"),
            ("http://inkling.example", "http://inkling.example"),
        ] {
            assert_eq!(complete(entered), expected);
        }
    }

    #[test]
    fn paths_are_joined_by_one_slash() {
        for base in ["http://localhost:3000", "http://localhost:3000/"] {
            let address = ServerAddress::new("http:", "localhost", base).expect("an address");
            assert_eq!(address.at("/api/model"), "http://localhost:3000/api/model");
        }
        assert_eq!(
            ServerAddress::new("ftp:", "localhost", "ftp://localhost"),
            None
        );
        assert_eq!(ServerAddress::new("http:", "", "http://"), None);
    }

    #[test]
    fn this_machine_is_nearer_than_its_network_and_both_than_public_hosts() {
        let address = |host| ServerAddress::new("https:", host, "").expect("an address");
        let [here, beside, far] = ["localhost", "192.168.0.7", "inkling.example"].map(address);
        assert!(here.is_nearer_than(&far) && here.is_nearer_than(&beside));
        assert!(beside.is_nearer_than(&far));
        let permissions = [&here, &beside].map(ServerAddress::permission);
        assert_eq!(permissions, ["loopback-network", "local-network"]);
        for address in [&here, &beside, &far] {
            assert!(!address.is_nearer_than(address) && !far.is_nearer_than(address));
        }
    }

    #[test]
    fn plain_http_is_mixed_content_on_a_secure_page_except_nearby() {
        for (protocol, host, in_any, where_asked) in [
            ("http:", "inkling.example", true, true),
            ("http:", "10.0.0.8", true, false),
            ("http:", "172.16.3.4", true, false),
            ("http:", "server.local", true, false),
            ("http:", "[fd12::1]", true, false),
            ("http:", "[fe80::1]", true, false),
            ("http:", "[2001:db8::1]", true, true),
            ("http:", "localhost", false, false),
            ("http:", "127.0.0.1", false, false),
            ("http:", "[::1]", false, false),
            ("https:", "inkling.example", false, false),
        ] {
            let address = ServerAddress::new(protocol, host, "").expect("an address");
            assert_eq!(address.is_mixed(true, false), in_any, "{host}");
            assert_eq!(address.is_mixed(true, true), where_asked, "{host}");
            assert!(!address.is_mixed(false, false), "{host}");
        }
    }
}
