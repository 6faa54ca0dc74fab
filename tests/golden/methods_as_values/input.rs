use py::toy;

type Alias = toy::Word;

trait Shout {
    fn shout(&self) -> snakebridge::Call;
}

impl Shout for toy::Word {
    fn shout(&self) -> snakebridge::Call {
        Self::upper(self)
    }
}

pub fn program(words: &[toy::Word]) -> snakebridge::Result<()> {
    words.iter().map(toy::Word::lower).try_for_each(|call| call.run())?;
    words.iter().map(Alias::strip).try_for_each(|call| call.run())?;
    let title = <toy::Word>::title;
    words.iter().map(Shout::shout).chain(words.iter().map(title)).try_for_each(|call| call.run())?;
    words.iter().map(|word| word.center(3)).try_for_each(|call| call.run())
}
