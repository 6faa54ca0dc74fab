//! What rustc says to the mistakes of users.

#[test]
fn mistakes_do_not_compile() {
    trybuild::TestCases::new().compile_fail("mistakes/*.rs");
}
