//! Whose address a request has: that of its connection, or, where a trusted proxy stands
//! between, that which the proxy tells.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use actix_web::dev::ServiceRequest;
use actix_web::http::header::X_FORWARDED_FOR;
use ipnet::IpNet;

/// The bits of an IPv6 address that name a network; the rest its holder chooses freely.
const NETWORK_BITS: u32 = 64;

/// The proxies whose `X-Forwarded-For` is believed.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Vec<IpNet>);

impl FromStr for TrustedProxies {
    type Err = String;

    /// Addresses and networks, by commas; none at all where nothing is said.
    fn from_str(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Ok(Self::default());
        }
        let networks = text.split(',').map(|part| {
            let part = part.trim();
            let address = part.parse().map(|address: IpAddr| address.to_canonical());
            address
                .map(IpNet::from)
                .or_else(|_| part.parse())
                .map_err(|_| {
                    format!(
                        "{part:?} is neither an address nor a network; such as 192.0.2.7 or \
                     2001:db8::/32 are expected, by commas"
                    )
                })
        });
        networks.collect::<Result<_, _>>().map(Self)
    }
}

impl TrustedProxies {
    /// The client's address: the right-most one of `X-Forwarded-For` that is not a trusted
    /// proxy's. What stands further left the client may have made up, and without a trusted
    /// proxy that is the whole header. What is no address ends the way back at the last one.
    pub(super) fn client(&self, request: &ServiceRequest) -> IpAddr {
        // Every TCP connection has one.
        let peer = request.peer_addr().map(|peer| peer.ip());
        let mut client = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into()).to_canonical();
        if !self.trusts(client) {
            return client;
        }
        let lines: Vec<&str> = request
            .headers()
            .get_all(X_FORWARDED_FOR)
            .map(|line| line.to_str().unwrap_or_default())
            .collect();
        for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
            match parse(entry) {
                Some(address) => client = address,
                None => break,
            }
            if !self.trusts(client) {
                break;
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// An address as proxies write it: bare, in brackets, with a port.
fn parse(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let bare = entry
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address = match bare {
        Some(address) => address.parse::<Ipv6Addr>().ok()?.into(),
        None => entry
            .parse()
            .or_else(|_| entry.parse().map(|with_port: SocketAddr| with_port.ip()))
            .ok()?,
    };
    Some(address.to_canonical())
}

/// What shares a limit: an IPv4 address, or the network of an IPv6 address.
pub(super) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let host_bits = u128::MAX >> NETWORK_BITS;
            Ipv6Addr::from_bits(address.to_bits() & !host_bits).into()
        }
        v4 => v4,
    }
}
