//! [`Layout`]: where the items of memory lie that is not ours.

use crate::DType;

/// Memory of Python's, used where it lies. Python may write to it at any time.
///
/// ```no_run
/// use snakebridge_core::engine::Viewed;
/// fn first(memory: &dyn Viewed) -> [u8; 8] {
///     let mut bytes = [0; 8];
///     memory.read(0, &mut bytes);
///     bytes
/// }
/// ```
pub trait Viewed: Send + Sync {
    /// Where its items lie.
    fn layout(&self) -> &Layout;

    /// The address of the item whose indices are all 0; valid, for the items of the layout, as long as this lives.
    fn start(&self) -> *mut u8;

    /// Reads what is there now, so many bytes from the first item on. What is outside of the layout is not read.
    fn read(&self, offset: isize, into: &mut [u8]);

    /// Writes, so many bytes from the first item on. What is outside of the layout is not written, nor anything if that cannot be written to.
    fn write(&self, offset: isize, from: &[u8]);
}

/// Where the items of memory lie.
///
/// ```
/// use snakebridge_core::{DType, engine::Layout};
/// let rows = Layout::in_order(DType::parse("<f8").unwrap(), vec![2, 3]);
/// assert_eq!(rows.strides, [24, 8]);
/// assert!(rows.is_in_order());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The type of the items.
    pub dtype: DType,
    /// The length of each axis.
    pub shape: Vec<usize>,
    /// For each axis, bytes from an item to the next.
    pub strides: Vec<isize>,
    /// Whether Python lets it be written to.
    pub writable: bool,
}

impl Layout {
    /// That of items in C order, not to be written to.
    ///
    /// ```
    /// use snakebridge_core::{DType, engine::Layout};
    /// let bytes = Layout::in_order(DType::parse("|u1").unwrap(), vec![5]);
    /// assert_eq!((bytes.strides.as_slice(), bytes.writable), (&[1][..], false));
    /// ```
    #[must_use]
    pub fn in_order(dtype: DType, shape: Vec<usize>) -> Self {
        let mut strides = vec![0; shape.len()];
        let mut step = dtype.size.cast_signed();
        for (stride, &axis) in strides.iter_mut().zip(&shape).rev() {
            *stride = step;
            step = step.saturating_mul(axis.cast_signed());
        }
        Self { dtype, shape, strides, writable: false }
    }

    /// Whether the items lie in C order, without gaps.
    ///
    /// ```
    /// use snakebridge_core::{DType, engine::Layout};
    /// let rows = Layout::in_order(DType::parse("<f8").unwrap(), vec![2, 3]);
    /// assert!(rows.is_in_order() && !Layout { strides: vec![8, 16], ..rows }.is_in_order());
    /// ```
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        self.run() == self.shape.iter().product::<usize>()
    }

    /// The first byte of the memory, and the one behind the last, counted from the first item; `None` where that cannot be.
    ///
    /// ```
    /// use snakebridge_core::{DType, engine::Layout};
    /// let backwards = Layout { strides: vec![-8], ..Layout::in_order(DType::parse("<f8").unwrap(), vec![3]) };
    /// assert_eq!(backwards.extent(), Some((-16, 8)));
    /// ```
    #[must_use]
    pub fn extent(&self) -> Option<(isize, isize)> {
        let (mut first, mut last) = (0_isize, 0_isize);
        for (&axis, &stride) in self.shape.iter().zip(&self.strides) {
            let Some(steps) = axis.checked_sub(1) else { return Some((0, 0)) };
            let reach = stride.checked_mul(isize::try_from(steps).ok()?)?;
            (first, last) = (first.checked_add(reach.min(0))?, last.checked_add(reach.max(0))?);
        }
        Some((first, last.checked_add(self.dtype.size.cast_signed())?))
    }

    /// Where an item is.
    pub(crate) fn offset(&self, index: &[usize]) -> isize {
        index.iter().zip(&self.strides).map(|(&at, &stride)| at.cast_signed().wrapping_mul(stride)).sum()
    }

    /// How many items follow one another without a gap, from the first of the last axes on.
    fn run(&self) -> usize {
        let mut run = 1;
        for (&axis, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if axis == 0 {
                return 0;
            }
            if axis > 1 && stride != (run * self.dtype.size).cast_signed() {
                break;
            }
            run *= axis;
        }
        run
    }

    /// Calls `step` with places (offset, length) that together are all items in C order; none is longer than `most` bytes.
    pub(crate) fn for_each_run(&self, most: usize, mut step: impl FnMut(isize, usize)) {
        let items: usize = self.shape.iter().product();
        if items == 0 {
            return;
        }
        let run = self.run();
        let mut axes = self.shape.len();
        let mut within = 1;
        while within < run {
            axes -= 1;
            within *= self.shape[axes];
        }
        let most = most / self.dtype.size * self.dtype.size;
        let mut index = vec![0; axes];
        loop {
            let (mut offset, mut left) = (self.offset(&index), run * self.dtype.size);
            while left > 0 {
                let length = left.min(most);
                step(offset, length);
                (offset, left) = (offset + length.cast_signed(), left - length);
            }
            let Some(axis) = (0..axes).rev().find(|&axis| index[axis] + 1 < self.shape[axis]) else { return };
            index[axis] += 1;
            index[axis + 1..].fill(0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(shape: &[usize], strides: &[isize]) -> Layout {
        let dtype = DType::parse("<i2").unwrap();
        Layout { dtype, shape: shape.to_vec(), strides: strides.to_vec(), writable: false }
    }

    fn runs(layout: &Layout) -> Vec<(isize, usize)> {
        let mut runs = Vec::new();
        layout.for_each_run(8, |offset, length| runs.push((offset, length)));
        runs
    }

    #[test]
    fn items_come_in_c_order_whatever_the_layout() {
        assert_eq!(runs(&layout(&[2, 3], &[6, 2])), [(0, 8), (8, 4)]);
        assert_eq!(runs(&layout(&[2, 3], &[2, 4])), [(0, 2), (4, 2), (8, 2), (2, 2), (6, 2), (10, 2)]);
        assert_eq!(runs(&layout(&[2, 2], &[-8, 2])), [(0, 4), (-8, 4)]);
        assert_eq!(runs(&layout(&[3], &[0])), [(0, 2), (0, 2), (0, 2)]);
        assert_eq!(runs(&layout(&[2, 1, 2], &[10, 99, 2])), [(0, 4), (10, 4)]);
        assert_eq!(runs(&layout(&[], &[])), [(0, 2)]);
        assert_eq!(runs(&layout(&[2, 0], &[0, 2])), []);
    }

    #[test]
    fn the_extent_is_that_of_the_items() {
        assert_eq!(layout(&[2, 3], &[6, 2]).extent(), Some((0, 12)));
        assert_eq!(layout(&[2, 2], &[-8, 2]).extent(), Some((-8, 4)));
        assert_eq!(layout(&[], &[]).extent(), Some((0, 2)));
        assert_eq!(layout(&[0, 9], &[1, 1]).extent(), Some((0, 0)));
        assert_eq!(layout(&[usize::MAX], &[2]).extent(), None);
    }

    #[test]
    fn only_c_order_without_gaps_is_in_order() {
        assert!(Layout::in_order(DType::parse("<c16").unwrap(), vec![2, 3, 4]).is_in_order());
        assert!(layout(&[1, 3], &[77, 2]).is_in_order() && layout(&[], &[]).is_in_order());
        assert!(layout(&[0, 3], &[6, 2]).is_in_order());
        assert!(!layout(&[2, 3], &[2, 4]).is_in_order() && !layout(&[3], &[-2]).is_in_order());
    }
}
