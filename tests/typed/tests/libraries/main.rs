//! Generated wrappers of libraries that people use: what a call of them gives is what Python gives.

mod check;
mod coverage;
mod installed;
mod standard;

/// A test for each library, and the table of all of them.
macro_rules! libraries {
    ($($folder:ident::$library:ident),+ $(,)?) => {
        $(#[test]
        #[allow(non_snake_case, reason = "a test is called like its library")]
        fn $library() {
            $folder::$library::CHECKS.run();
        })+

        /// Import names, and what is checked of each.
        pub(crate) const LIBRARIES: &[(&str, check::Checks)] =
            &[$((stringify!($library), $folder::$library::CHECKS)),+];
    };
}

libraries! {
    installed::babel,
    installed::bs4,
    installed::cryptography,
    installed::dateutil,
    installed::faker,
    installed::funcy,
    installed::html5lib,
    installed::humanize,
    installed::idna,
    installed::jinja2,
    installed::jsonschema,
    installed::lark,
    installed::Levenshtein,
    installed::lz4,
    installed::marshmallow,
    installed::mmh3,
    installed::msgpack,
    installed::multidict,
    installed::networkx,
    installed::numpy,
    installed::orjson,
    installed::packaging,
    installed::pandas,
    installed::pint,
    installed::pygments,
    installed::pyrsistent,
    installed::pytz,
    installed::rapidfuzz,
    installed::regex,
    installed::requests,
    installed::returns,
    installed::shapely,
    installed::simplejson,
    installed::sortedcontainers,
    installed::sqlalchemy,
    installed::tabulate,
    installed::tomlkit,
    installed::toolz,
    installed::uncertainties,
    installed::yaml,
    installed::yarl,
    standard::base64,
    standard::bisect,
    standard::cmath,
    standard::csv,
    standard::datetime,
    standard::decimal,
    standard::graphlib,
    standard::heapq,
    standard::html,
    standard::ipaddress,
    standard::math,
    standard::pathlib,
    standard::re,
    standard::sqlite3,
    standard::statistics,
    standard::r#struct,
    standard::textwrap,
    standard::uuid,
    standard::zlib,
}
