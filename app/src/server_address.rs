//! Where a server is, and whether this page may speak to it at all.

/// An address that requests can be sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServerAddress {
    /// Without a slash at the end.
    base: String,
    is_secure: bool,
    host: String,
}

impl ServerAddress {
    /// The address that somebody entered, completed; `None` if it is none.
    ///
    /// The browser takes it apart: what it makes of it is what it would send requests to.
    pub(crate) fn parse(entered: &str) -> Option<Self> {
        let entered = entered.trim();
        // Browsers take a name with spaces for one that nobody has.
        if entered.contains(char::is_whitespace) {
            return None;
        }
        let url = web_sys::Url::new(&complete(entered)).ok()?;
        let base = format!("{}{}", url.origin(), url.pathname());
        Self::new(&url.protocol(), &url.hostname(), &base)
    }

    /// An address of these parts of a URL, as browsers write them.
    fn new(protocol: &str, host: &str, base: &str) -> Option<Self> {
        let is_known = matches!(protocol, "http:" | "https:") && !host.is_empty();
        is_known.then(|| Self {
            base: base.trim_end_matches('/').to_owned(),
            is_secure: protocol == "https:",
            host: host.to_owned(),
        })
    }

    /// Where one of the server's paths is.
    pub(crate) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address as people write it.
    pub(crate) fn as_str(&self) -> &str {
        &self.base
    }

    /// Whether the server is nearer than where the page came from: on this machine, or in its
    /// network. Browsers ask people before they let a page reach it.
    pub(crate) fn is_nearer_than(&self, page: &Self) -> bool {
        nearness(&self.host) > nearness(&page.host)
    }

    /// The permission that browsers want for an address like this if the page is from farther away
    /// (<https://wicg.github.io/local-network-access/#integration-with-permissions>).
    pub(crate) fn permission(&self) -> &'static str {
        match is_this_machine(&self.host) {
            true => "loopback-network",
            false => "local-network",
        }
    }

    /// Whether browsers refuse to ask this address because it is plain HTTP and the page is not.
    ///
    /// This machine is exempt. So is the local network in browsers that ask about it
    /// (<https://wicg.github.io/local-network-access/#mixed-content>).
    pub(crate) fn is_mixed(&self, page_is_secure: bool, browser_asks_about_local: bool) -> bool {
        let is_exempt =
            is_this_machine(&self.host) || (browser_asks_about_local && is_private(&self.host));
        page_is_secure && !self.is_secure && !is_exempt
    }
}

/// The address with a scheme: most servers on the local network have no certificate, most
/// elsewhere do.
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

/// The three networks that browsers tell apart
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

/// RFC 1918's and RFC 3927's networks, their like in IPv6 (of what begins with f only multicast is
/// none), and names that only the local network knows.
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
    fn an_address_gets_the_scheme_that_it_lacks() {
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
    fn this_machine_is_nearer_than_its_network_and_that_than_all_others() {
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
