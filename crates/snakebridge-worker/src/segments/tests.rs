use super::*;

/// The worker's end of the socket of some segments.
fn segments() -> (Segments, OwnedFd) {
    Segments::pair().unwrap()
}

/// Announces a segment of the worker's that holds `bytes`.
fn announce(worker: &OwnedFd, number: u64, once: bool, bytes: &[u8]) {
    let size = bytes.len() as u64;
    let uses = if once { Uses::Once } else { Uses::Many };
    let (memory, file) = Memory::create(size).unwrap();
    // SAFETY: it was made here and nobody else knows it.
    assert!(unsafe { memory.write(0, bytes) });
    socket::send(worker, Message::Announce { number, size, uses }, Some(file.as_fd())).unwrap();
}

fn heard(worker: &OwnedFd) -> Vec<Message> {
    std::iter::from_fn(|| socket::receive(worker).unwrap()).map(|(message, _)| message).collect()
}

fn lend(segments: &Segments, data: &[u8]) -> Option<u64> {
    segments.lend(&[data]).map(|places| places[0].segment)
}

#[test]
fn mentioned_bytes_are_shared_until_the_last_user_lets_go() {
    let (segments, worker) = segments();
    announce(&worker, 1, false, b"four words in memory");
    let mut mentions = segments.mentions();
    let four = mentions.bytes(1, 0, 4).unwrap();
    let words = mentions.bytes(1, 5, 5).unwrap();
    assert_eq!((&four[..], &words[..]), (&b"four"[..], &b"words"[..]));
    drop((mentions, four));
    let copy = words.clone();
    drop(words);
    assert!(heard(&worker).is_empty(), "it is still used");
    assert_eq!(&copy[..], b"words");
    drop(copy);
    assert_eq!(heard(&worker), [Message::Free(1)]);
    // Known from now on, without being announced again.
    assert_eq!(&segments.mentions().bytes(1, 11, 2).unwrap()[..], b"in");
    assert_eq!(heard(&worker), [Message::Free(1)]);
}

#[test]
fn what_a_segment_does_not_hold_is_refused() {
    let (segments, worker) = segments();
    announce(&worker, 1, false, &[7; 100]);
    for (offset, length) in [(0, 101), (100, 1), (u64::MAX, 1), (1, u64::MAX)] {
        assert!(segments.mentions().bytes(1, offset, length).is_err(), "{length} at {offset}");
    }
    let mut mentions = segments.mentions();
    mentions.bytes(1, 0, 60).unwrap();
    let again = mentions.bytes(1, 0, 60);
    assert!(again.is_err(), "a short payload must not ask for many copies");
}

#[test]
fn breaches_of_the_contract_are_told() {
    assert!(segments().0.mentions().bytes(1, 0, 1).is_err(), "never announced");
    for (message, why) in [
        (Message::Free(2), "never lent"),
        (Message::Drop(4), "not ours"),
        (Message::Drop(5), "never announced"),
        (Message::Announce { number: 1, size: 4096, uses: Uses::Private }, "for workers only"),
    ] {
        let (segments, worker) = segments();
        socket::send(&worker, message, None).unwrap();
        announce(&worker, 9, false, b"one");
        assert!(lend(&segments, &[1; 70_000]).is_none(), "{why}");
        assert!(segments.mentions().bytes(9, 0, 1).is_err(), "{why}");
    }
    let (_memory, file) = Memory::create(4096).unwrap();
    for (number, size) in [(2, 4096), (1, 8192)] {
        let (segments, worker) = segments();
        let announce = Message::Announce { number, size, uses: Uses::Many };
        socket::send(&worker, announce, Some(file.as_fd())).unwrap();
        assert!(segments.mentions().bytes(number, 0, 1).is_err(), "{announce:?}");
    }
    let (segments, worker) = segments();
    announce(&worker, 7, false, b"one");
    let _one = segments.mentions().bytes(7, 0, 3).unwrap();
    assert!(segments.mentions().bytes(7, 0, 3).is_err(), "used again before it was free");
}

#[test]
fn a_segment_that_cannot_be_mapped_is_an_error_where_it_is_mentioned_and_no_breach() {
    let (segments, worker) = segments();
    for (number, uses) in [(1, Uses::Many), (3, Uses::Once)] {
        socket::send(&worker, Message::Announce { number, size: 4096, uses }, None).unwrap();
    }
    announce(&worker, 5, false, b"one");
    assert!(lend(&segments, &[1; 70_000]).is_some(), "everything else goes on");
    heard(&worker);
    for number in [1, 3] {
        let missing = segments.mentions().bytes(number, 0, 1);
        assert!(matches!(missing, Err(NotShared::OutOfReach(_))), "{missing:?}");
        assert_eq!(heard(&worker), [Message::Drop(number)]);
        let again = segments.mentions().bytes(number, 0, 1);
        assert!(matches!(again, Err(NotShared::Wrong(_))), "it was dropped: {again:?}");
    }
    assert_eq!(&segments.mentions().bytes(5, 0, 3).unwrap()[..], b"one");
}

#[test]
fn a_segment_that_came_back_is_lent_again() {
    let (segments, worker) = segments();
    assert_eq!(lend(&segments, &[1; 100_000]), Some(2));
    let (message, file) = socket::receive(&worker).unwrap().unwrap();
    let Message::Announce { number: 2, size, uses: Uses::Many } = message else { panic!("{message:?}") };
    let theirs = Memory::open(file.unwrap(), size).unwrap();
    // SAFETY: it is on loan from the other end of the socket.
    assert_eq!(unsafe { &theirs.bytes()[..100_000] }, [1; 100_000]);
    assert_eq!(lend(&segments, &[2; 100_000]), Some(4), "the first one is on loan");
    heard(&worker);
    socket::send(&worker, Message::Free(2), None).unwrap();
    assert_eq!(lend(&segments, &[3; 99_999]), Some(2));
    assert!(heard(&worker).is_empty(), "it is known");
    // SAFETY: as above.
    assert_eq!(unsafe { &theirs.bytes()[..99_999] }, [3; 99_999]);
    socket::send(&worker, Message::Drop(2), None).unwrap();
    assert_eq!(lend(&segments, &[4; 100_000]), Some(6), "it was dropped");
}

#[test]
fn frozen_memory_is_lent_where_it_is() {
    let (segments, worker) = segments();
    let mut memory = allocate(100_000).unwrap();
    assert_eq!(memory.bytes(), [0; 100_000]);
    memory.bytes_mut()[64..].fill(7);
    let frozen = memory.freeze();
    let places = segments.lend(&[&frozen[64..], &[1; 70_000], &frozen]).unwrap();
    let place = |segment, offset| Place { segment, offset };
    assert_eq!(places, [place(2, 64), place(6, 0), place(4, 0)], "each loan of it is one by itself");
    let heard = std::iter::from_fn(|| socket::receive(&worker).unwrap());
    let (private, other): (Vec<_>, Vec<_>) =
        heard.partition(|(message, _)| matches!(message, Message::Announce { uses: Uses::Private, .. }));
    assert_eq!((private.len(), other.len()), (2, 1));
    let theirs = Memory::open(private[0].1.as_ref().unwrap(), 100_000).unwrap();
    socket::send(&worker, Message::Free(2), None).unwrap();
    assert_eq!(segments.lend(&[&frozen]), Some(vec![place(8, 0)]));
    drop(frozen);
    // SAFETY: nobody writes to it any more.
    assert_eq!(unsafe { &theirs.bytes()[63..66] }, [0, 7, 7]);
    assert_eq!(frozen::find(&[1; 70_000]).map(|(_, offset)| offset), None);
}

#[test]
fn without_a_segment_nothing_is_lent() {
    let (segments, worker) = segments();
    let loans: Vec<_> = (0..100).map(|_| lend(&segments, &[1; 70_000])).collect();
    assert_eq!(loans.iter().flatten().count(), LIMITS.segments);
    drop(worker);
    let segments = Segments::pair().unwrap().0;
    assert_eq!(lend(&segments, &[1; 70_000]), None, "there is nobody to announce it to");
}

#[test]
fn data_outlives_the_segments_and_the_worker() {
    let (segments, worker) = segments();
    announce(&worker, 1, false, b"still here");
    announce(&worker, 3, true, b"this one too");
    let mut mentions = segments.mentions();
    let (one, other) = (mentions.bytes(1, 0, 10).unwrap(), mentions.bytes(3, 0, 12).unwrap());
    drop(mentions);
    drop((segments, worker));
    assert_eq!((&one[..], &other[..]), (&b"still here"[..], &b"this one too"[..]));
}
