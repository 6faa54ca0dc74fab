use crate::check::{checks, raised};
use typed::py::idna::{self, InvalidCodepoint};

checks! {
    "import idna";
    "idna.encode": "idna.encode('Königsgäßchen', uts46=True)" => idna::encode("Königsgäßchen").uts46(true).call();
    "idna.decode": "idna.decode('xn--bcher-kva.example')" => idna::decode("xn--bcher-kva.example").call();
    "idna.ulabel": "idna.ulabel('xn--bcher-kva')" => idna::ulabel("xn--bcher-kva").call();
    "idna.InvalidCodepoint", "idna.alabel": "raised(idna.alabel, 'a_ü')"
        => raised::<InvalidCodepoint>(idna::alabel("a_ü").run());
}
