use crate::check::checks;
use typed::py::tabulate;

checks! {
    "import tabulate";
    "tabulate.tabulate":
        "tabulate.tabulate([['a', 1.25], ['b', 22]], headers=['name', 'size'], tablefmt='github', floatfmt='.1f')"
        => tabulate::tabulate((("a", 1.25), ("b", 22))).headers(["name", "size"]).tablefmt("github").floatfmt(".1f").get::<String>();
    "tabulate.simple_separated_format": "tabulate.tabulate([[1, 2]], tablefmt=tabulate.simple_separated_format(';'))"
        => tabulate::tabulate([[1, 2]]).tablefmt(tabulate::simple_separated_format(";")).get::<String>();
    "tabulate.tabulate_formats": "tabulate.tabulate_formats" => tabulate::tabulate_formats().call();
}
