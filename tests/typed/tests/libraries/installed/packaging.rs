use crate::check::{checks, raised};
use typed::py::packaging::markers::Marker;
use typed::py::packaging::requirements::Requirement;
use typed::py::packaging::specifiers::SpecifierSet;
use typed::py::packaging::utils;
use typed::py::packaging::version::{self, InvalidVersion, Version};

checks! {
    "from packaging import version, utils; from packaging.version import Version; from packaging.markers import Marker; \
     from packaging.requirements import Requirement; from packaging.specifiers import SpecifierSet";
    "packaging.version.Version", "packaging.version.Version.release": "Version('1.2.3rc1').release"
        => Version::new("1.2.3rc1").call()?.release().call();
    "packaging.version.Version.is_prerelease": "Version('1.2.3rc1').is_prerelease"
        => Version::new("1.2.3rc1").call()?.is_prerelease().call();
    "packaging.version.parse": "version.parse('1.9') < version.parse('1.10')"
        => version::parse("1.9").call()?.lt(version::parse("1.10")).call();
    "packaging.specifiers.SpecifierSet", "packaging.specifiers.SpecifierSet.contains":
        "SpecifierSet('>=1,<2').contains('1.5b1', prereleases=True)"
        => SpecifierSet::new().specifiers(">=1,<2").call()?.contains("1.5b1").prereleases(true).call();
    "packaging.requirements.Requirement", "packaging.requirements.Requirement.name":
        "Requirement('Django[bcrypt]>=5; python_version > \"3\"').name"
        => Requirement::new("Django[bcrypt]>=5; python_version > \"3\"").call()?.name().get::<String>();
    "packaging.markers.Marker", "packaging.markers.Marker.evaluate": "Marker('python_version < \"3\"').evaluate()"
        => Marker::new("python_version < \"3\"").call()?.evaluate().call();
    "packaging.utils.canonicalize_name": "utils.canonicalize_name('A_b.c')"
        => utils::canonicalize_name("A_b.c").get::<String>();
    "packaging.version.InvalidVersion": "raised(Version, 'one')" => raised::<InvalidVersion>(Version::new("one").run());
}
