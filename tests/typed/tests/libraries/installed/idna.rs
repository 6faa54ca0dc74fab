use crate::check::{checks, raised};
use typed::py::idna::{self, InvalidCodepoint};

checks! {
    "import idna";
    "idna.encode": "idna.encode('Königsgäßchen', uts46=True)" => idna::encode("Königsgäßchen").uts46(true).get::<Vec<u8>>();
    "idna.decode": "idna.decode('xn--bcher-kva.example')" => idna::decode("xn--bcher-kva.example").get::<String>();
    "idna.ulabel": "idna.ulabel('xn--bcher-kva')" => idna::ulabel("xn--bcher-kva").get::<String>();
    "idna.InvalidCodepoint", "idna.alabel": "raised(idna.alabel, 'a_ü')" => raised::<InvalidCodepoint>(idna::alabel("a_ü").run());
}
