//! The standard library.

pub(crate) mod base64;
pub(crate) mod bisect;
pub(crate) mod cmath;
pub(crate) mod csv;
pub(crate) mod datetime;
pub(crate) mod decimal;
pub(crate) mod graphlib;
pub(crate) mod heapq;
pub(crate) mod html;
pub(crate) mod ipaddress;
pub(crate) mod math;
pub(crate) mod pathlib;
pub(crate) mod re;
pub(crate) mod sqlite3;
pub(crate) mod statistics;
pub(crate) mod r#struct;
pub(crate) mod textwrap;
pub(crate) mod uuid;
pub(crate) mod zlib;
