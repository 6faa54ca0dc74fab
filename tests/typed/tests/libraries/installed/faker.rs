use crate::check::checks;
use typed::py::faker::{Factory, Faker, Generator, utils::checksums, utils::text};

checks! {
    "from faker import Factory, Faker; from faker.utils import checksums, text\n\
     def seeded(fake):\n    fake.seed_instance(7)\n    return fake";
    "faker.Faker", "faker.Faker.seed_instance": "seeded(Faker('fr_FR')).name()" => {
        let fake = Faker::new().locale("fr_FR").call()?;
        fake.seed_instance().seed(7).run()?;
        fake.method("name").get::<String>()
    };
    "faker.Factory.create", "faker.Generator.seed_instance": "seeded(Factory.create('en_US')).random_int(1, 1000)" => {
        let generator: Generator = Factory::create().locale("en_US").call()?;
        generator.seed_instance().seed(7).run()?;
        generator.method("random_int").args((1, 1000)).get::<i64>()
    };
    "faker.Faker.locales": "Faker(['de_DE', 'en_US']).locales"
        => Faker::new().locale(["de_DE", "en_US"]).call()?.locales().call();
    "faker.utils.text.slugify": "text.slugify('Snakes & Bridges', allow_dots=True)"
        => text::slugify("Snakes & Bridges").allow_dots(true).call();
    "faker.utils.checksums.calculate_luhn": "checksums.calculate_luhn(7992739871)"
        => checksums::calculate_luhn(7992739871_i64).call();
}
