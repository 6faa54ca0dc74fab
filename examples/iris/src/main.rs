//! The iris data set that scikit-learn brings along: split it, fit a random forest, and see how good it is.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use snakebridge::prelude::*;

snakebridge::bindings!();

use py::sklearn::ensemble::RandomForestClassifier;
use py::sklearn::{datasets, metrics, model_selection};

fn main() -> snakebridge::Result<()> {
    let iris = datasets::load_iris().call()?;
    let (data, target) = (iris.attr("data"), iris.attr("target"));
    let (rows, columns): (u32, u32) = data.clone().attr("shape").get()?;
    let species: Vec<String> = iris.attr("target_names").method("tolist").get()?;
    println!("iris: {rows} flowers, {columns} measurements each, {} species", species.len());

    // The arrays stay in Python: what crosses the boundary are four handles.
    let (train_x, test_x, train_y, test_y): (Object, Object, Object, Object) =
        model_selection::train_test_split()
            .test_size(0.3)
            .random_state(7)
            .stratify(target.clone())
            .arg(data)
            .arg(target)
            .get()?;

    let forest = RandomForestClassifier::new().n_estimators(100).random_state(7).call()?;
    forest.fit(&train_x, &train_y).run()?;
    let predicted = forest.predict(&test_x).call()?;

    let accuracy: f64 = metrics::accuracy_score(&test_y, &predicted).get()?;
    let confusion: Vec<Vec<u32>> = metrics::confusion_matrix(&test_y, &predicted).get()?;
    println!(
        "random forest: accuracy {accuracy:.3} on {} flowers it had not seen\n",
        confusion.concat().iter().sum::<u32>()
    );
    print_confusion(&species, &confusion);
    Ok(())
}

fn print_confusion(species: &[String], confusion: &[Vec<u32>]) {
    print!("{:<14}", "is \\ taken for");
    species.iter().for_each(|name| print!("{name:>12}"));
    println!();
    for (name, row) in species.iter().zip(confusion) {
        print!("{name:<14}");
        row.iter().for_each(|count| print!("{count:>12}"));
        println!();
    }
}
