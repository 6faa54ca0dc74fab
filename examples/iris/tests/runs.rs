//! The example runs, and the forest is as good as it should be.

use std::process::Command;

#[test]
fn the_forest_knows_nine_of_ten_flowers() {
    let output = Command::new(env!("CARGO_BIN_EXE_iris")).output().expect("it is built");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    let accuracy =
        text.split("accuracy ").nth(1).and_then(|rest| rest.split(' ').next()).expect("it is printed");
    let accuracy: f64 = accuracy.parse().expect("it is a number");
    assert!((0.9..=1.0).contains(&accuracy), "{text}");
    assert!(text.contains("150 flowers, 4 measurements each, 3 species"), "{text}");
    let diagonal = ["setosa", "versicolor", "virginica"].map(|species| {
        text.lines().filter(|line| line.starts_with(species)).flat_map(str::split_whitespace).count()
    });
    assert_eq!(diagonal, [4, 4, 4], "{text}");
}
