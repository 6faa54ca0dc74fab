use crate::check::{checks, raised};
use snakebridge::Result;
use typed::py::ipaddress::{self, AddressValueError, IPv4Address, IPv4Network, IPv6Address};

checks! {
    "import ipaddress; from ipaddress import *";
    "ipaddress.IPv4Network", "ipaddress.IPv4Network.num_addresses": "IPv4Network('10.0.0.7/29', strict=False).num_addresses"
        => IPv4Network::new("10.0.0.7/29").strict(false).call()?.num_addresses().call();
    "ipaddress.IPv4Network.subnets": "[str(net) for net in IPv4Network('10.0.0.0/29').subnets(new_prefix=31)]" => {
        let subnets = IPv4Network::new("10.0.0.0/29").call()?.subnets().new_prefix(31).object()?;
        subnets.iter::<IPv4Network>().map(|net| Ok(net?.to_string())).collect::<Result<Vec<_>>>()
    };
    "ipaddress.IPv4Network.overlaps": "IPv4Network('10.0.0.0/8').overlaps(IPv4Network('10.1.0.0/16'))"
        => IPv4Network::new("10.0.0.0/8").call()?.overlaps(IPv4Network::new("10.1.0.0/16").call()?).call();
    "ipaddress.ip_address", "ipaddress.IPv6Address.exploded": "ip_address('::1').exploded"
        => ipaddress::ip_address("::1").object().map(IPv6Address::from)?.exploded().get::<String>();
    "ipaddress.IPv4Address", "ipaddress.IPv4Address.is_private": "IPv4Address('192.168.0.1').is_private"
        => IPv4Address::new("192.168.0.1").call()?.is_private().call();
    "ipaddress.IPv4Address.__add__": "str(IPv4Address('10.0.0.255') + 1)"
        => Ok((IPv4Address::new("10.0.0.255").call()? + 1).object()?.to_string());
    "ipaddress.collapse_addresses":
        "[str(net) for net in collapse_addresses([IPv4Network('10.0.0.0/25'), IPv4Network('10.0.0.128/25')])]" => {
        let halves = [IPv4Network::new("10.0.0.0/25").call()?, IPv4Network::new("10.0.0.128/25").call()?];
        let all = ipaddress::collapse_addresses(halves).object()?;
        all.iter::<IPv4Network>().map(|net| Ok(net?.to_string())).collect::<Result<Vec<_>>>()
    };
    "ipaddress.AddressValueError": "raised(IPv4Address, '1.2.3')"
        => raised::<AddressValueError>(IPv4Address::new("1.2.3").run());
}
