//! Optional parameters that may have to go by position: those before `/`, and those before `*args`.

use crate::{Error, Expr, Name, Result};

/// One optional parameter that can be given by position; generated code lists them in Python's order.
///
/// ```
/// use snakebridge_core::Slot;
/// let slot = Slot { name: "start", keyword: false }; // as of `list.index(value, start=0, /)`
/// assert!(!slot.keyword);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The parameter's Python name.
    pub name: &'static str,
    /// Whether it can be given by keyword as well; not so before `/`.
    pub keyword: bool,
}

/// The slots of one call: which are given so far.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slots {
    declared: &'static [Slot],
    given: Vec<Option<Expr>>,
    /// How many positional arguments stand before the first slot.
    required: usize,
}

impl Slots {
    pub(crate) fn new(declared: &'static [Slot], required: usize) -> Self {
        Self { declared, given: vec![None; declared.len()], required }
    }

    pub(crate) fn give(&mut self, index: usize, value: Expr) {
        self.given[index] = Some(value);
    }

    /// Puts the given ones into place. What is left out is Python's to supply, so a value can go by position only
    /// if all before it do.
    pub(crate) fn merge(self, args: &mut Vec<Expr>, kwargs: &mut Vec<(Name, Expr)>) -> Result<()> {
        let more_follow = args.len() > self.required;
        let Some(last) = self.last_by_position(more_follow) else {
            self.by_keyword(0, kwargs);
            return Ok(());
        };
        if let Some(missing) = (0..=last).find(|&index| self.given[index].is_none()) {
            let name = self.declared[missing].name;
            let after = if more_follow { "further positional arguments" } else { self.declared[last].name };
            return Err(Error::Usage(format!(
                "`{name}` has to be given too: it stands before `{after}`, which Python takes by position"
            )));
        }
        let following = args.split_off(self.required);
        args.extend(self.given[..=last].iter().flatten().cloned());
        args.extend(following);
        self.by_keyword(last + 1, kwargs);
        Ok(())
    }

    /// The last slot that has to go by position, if any has to.
    fn last_by_position(&self, more_follow: bool) -> Option<usize> {
        let given = |index: &usize| self.given[*index].is_some();
        if more_follow && (0..self.declared.len()).any(|index| given(&index)) {
            return Some(self.declared.len() - 1);
        }
        (0..self.declared.len()).rev().filter(given).find(|&index| !self.declared[index].keyword)
    }

    fn by_keyword(self, from: usize, kwargs: &mut Vec<(Name, Expr)>) {
        let named = self.declared.iter().zip(self.given).skip(from);
        kwargs.extend(named.filter_map(|(slot, value)| Some((Name::Borrowed(slot.name), value?))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    /// Positional and keyword arguments.
    type Sent = (Vec<i64>, Vec<(Name, i64)>);

    /// `f(a, /, b=.., c=.., *args)` where `b` is positional-only if so told.
    fn merged(slots: &'static [Slot], given: &[(usize, i64)], extra: &[i64]) -> Result<Sent> {
        let int = |i: i64| Expr::Value(Value::Int(i));
        let read = |expr: &Expr| match expr {
            Expr::Value(Value::Int(i)) => *i,
            other => panic!("{other}"),
        };
        let mut args = vec![int(0)];
        let mut call = Slots::new(slots, args.len());
        args.extend(extra.iter().copied().map(int));
        given.iter().for_each(|&(index, value)| call.give(index, int(value)));
        let mut kwargs = Vec::new();
        call.merge(&mut args, &mut kwargs)?;
        let named = kwargs.iter().map(|(name, value)| (name.clone(), read(value))).collect();
        Ok((args.iter().map(read).collect(), named))
    }

    const BEFORE_SLASH: &[Slot] = &[Slot { name: "b", keyword: false }, Slot { name: "c", keyword: false }];
    const BEFORE_STAR: &[Slot] = &[Slot { name: "b", keyword: true }, Slot { name: "c", keyword: true }];

    #[test]
    fn positional_only_slots_go_by_position_and_leave_no_gap() {
        assert_eq!(merged(BEFORE_SLASH, &[], &[]).unwrap(), (vec![0], vec![]));
        assert_eq!(merged(BEFORE_SLASH, &[(1, 2), (0, 1)], &[]).unwrap(), (vec![0, 1, 2], vec![]));
        let error = merged(BEFORE_SLASH, &[(1, 2)], &[]).unwrap_err().to_string();
        assert!(error.starts_with("`b` has to be given too: it stands before `c`"), "{error}");
    }

    #[test]
    fn slots_before_star_args_go_by_keyword_until_more_arguments_follow() {
        assert_eq!(merged(BEFORE_STAR, &[(1, 2)], &[]).unwrap(), (vec![0], vec![("c".into(), 2)]));
        assert_eq!(merged(BEFORE_STAR, &[(0, 1), (1, 2)], &[3]).unwrap(), (vec![0, 1, 2, 3], vec![]));
        assert_eq!(merged(BEFORE_STAR, &[], &[3]).unwrap(), (vec![0, 3], vec![]));
        assert!(merged(BEFORE_STAR, &[(0, 1)], &[3]).is_err());
    }
}
