use super::*;
use crate::engine::Within;
use crate::pretend::Pretend;
use crate::{Bridge, Call};
use std::sync::atomic::Ordering;

fn limits(workers: usize) -> Limits {
    Limits { workers, ..Limits::default() }
}

fn bridge(limits: Limits) -> (Arc<Pretend>, Bridge) {
    let (pretend, pool) = Pretend::pool(limits);
    (pretend, Bridge::of(pool))
}

fn number(call: &Call) -> i64 {
    call.get().unwrap()
}

#[test]
fn sessions_go_where_the_fewest_are_and_the_last_one_ends_the_interpreter() {
    let (pretend, bridge) = bridge(limits(2));
    let sessions = [bridge.session(), bridge.session(), bridge.session()];
    let numbers = sessions.each_ref().map(|session| number(&session.to("number")));
    assert_eq!(numbers, [0, 1, 0]);
    let object = sessions[0].to("object").object().unwrap();
    let foreign = sessions[2].to("f").arg(&object).run();
    sessions[0].close();
    assert!(foreign.is_ok(), "the pretended interpreter does not look at owners");
    assert!(matches!(object.attr("x").get::<Value>(), Err(Error::SessionLost { .. })));
    assert!(matches!(sessions[0].to("number").run(), Err(Error::SessionLost { .. })));
    assert!(!pretend.fake(0).closed.load(Ordering::Acquire));
    assert_eq!(number(&sessions[2].to("number")), 0);
    sessions[2].close();
    assert!(pretend.fake(0).closed.load(Ordering::Acquire));
    assert_eq!(number(&bridge.session().to("number")), 2);
}

#[test]
fn an_object_of_one_session_is_foreign_to_another_of_the_same_interpreter() {
    let (_, bridge) = bridge(limits(1));
    let (one, other) = (bridge.session(), bridge.session());
    let object = one.to("object").object().unwrap();
    let owner = other.owner().unwrap();
    assert!(matches!(object.id_in(&owner), Err(Error::CrossSession { .. })));
}

#[test]
fn calls_take_idle_interpreters_and_then_start_others() {
    let (pretend, bridge) = bridge(limits(2));
    assert_eq!([0; 3].map(|_| number(&bridge.to("number"))), [0, 0, 0]);
    std::thread::scope(|scope| {
        let blocked = scope.spawn(|| bridge.to("block").run());
        pretend.fake(0).await_in_flight(1);
        assert_eq!(number(&bridge.to("number")), 1);
        let object = bridge.to("object").object().unwrap();
        assert_eq!(pretend.fake(1).released.lock().unwrap().len(), 0);
        let log = |fake: usize| pretend.fake(fake).log().len();
        let before = log(1);
        object.attr("x").get::<Value>().unwrap();
        bridge.to("f").arg(&object).run().unwrap();
        assert_eq!(log(1), before + 2);
        pretend.fake(0).open();
        blocked.join().unwrap().unwrap();
    });
    assert_eq!(pretend.starts(), 2);
}

#[test]
fn a_full_queue_is_saturated_and_the_first_to_come_is_the_first_served() {
    let (pretend, bridge) = bridge(Limits { queue: 1, ..limits(1) });
    bridge.to("f").run().unwrap();
    let fake = pretend.fake(0);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| bridge.to("block").arg(1).run());
        fake.await_in_flight(1);
        let second = scope.spawn(|| bridge.to("block").arg(2).run());
        while bridge.pool().lock().waiting() == 0 {
            std::thread::yield_now();
        }
        let refused = bridge.to("f").run();
        assert!(matches!(refused, Err(Error::Saturated { workers: 1, waiting: 1 })), "{refused:?}");
        fake.open();
        first.join().unwrap().unwrap();
        fake.open();
        second.join().unwrap().unwrap();
    });
    assert_eq!(&fake.log()[1..], ["block(1)", "block(2)"]);
}

#[test]
fn who_waits_can_be_cancelled() {
    let (pretend, bridge) = bridge(limits(1));
    bridge.to("f").run().unwrap();
    let (fake, token) = (pretend.fake(0), crate::CancelToken::new());
    std::thread::scope(|scope| {
        let blocked = scope.spawn(|| bridge.to("block").run());
        fake.await_in_flight(1);
        let waiting = scope.spawn(|| bridge.to("f").cancel_with(&token).run());
        token.cancel();
        assert!(matches!(waiting.join().unwrap(), Err(Error::Cancelled)));
        fake.open();
        blocked.join().unwrap().unwrap();
    });
    assert_eq!(fake.log(), ["f()", "block()"]);
}

#[test]
fn a_callback_does_not_wait_for_the_interpreter_that_waits_for_it() {
    let (pretend, bridge) = bridge(Limits { queue: 0, ..limits(1) });
    bridge.to("f").run().unwrap();
    let fake = pretend.fake(0);
    std::thread::scope(|scope| {
        let blocked = scope.spawn(|| bridge.to("block").run());
        fake.await_in_flight(1);
        assert!(matches!(bridge.to("number").run(), Err(Error::Saturated { .. })));
        let owner = fake.owner.lock().unwrap().upgrade().unwrap();
        let _entered = Within::new(&owner, 1).enter().unwrap();
        assert_eq!(number(&bridge.to("number")), 0);
        fake.open();
        blocked.join().unwrap().unwrap();
    });
}

#[test]
fn an_interpreter_is_recycled_when_nobody_has_anything_there() {
    let recycle = Recycling { calls: Some(2), ..Recycling::default() };
    let (_, bridge) = bridge(Limits { recycle, ..limits(1) });
    assert_eq!([0; 5].map(|_| number(&bridge.to("number"))), [0, 0, 1, 1, 2]);
    let object = bridge.to("object").object().unwrap();
    let held = number(&bridge.to("number"));
    assert_eq!([0; 2].map(|_| number(&bridge.to("number"))), [held; 2]);
    drop(object);
    assert_eq!(number(&bridge.to("number")), held);
    assert_eq!(number(&bridge.to("number")), held + 1);
    let session = bridge.session();
    let seated = number(&session.to("number"));
    assert_eq!([0; 3].map(|_| number(&bridge.to("number"))), [seated; 3]);
}

#[test]
fn lost_interpreters_are_replaced_and_failed_starts_are_tried_again() {
    let (pretend, bridge) = bridge(limits(3));
    for round in 0..20 {
        assert!(matches!(bridge.to("die").run(), Err(Error::WorkerDied(_))));
        let number = number(&bridge.to("number"));
        assert_eq!(number as usize, pretend.starts() - 1);
        pretend.fake(pretend.starts() - 1).lost.store(round % 2 == 1, Ordering::Release);
    }
    pretend.failing.store(3, Ordering::Release);
    pretend.started.lock().unwrap().iter().for_each(|fake| fake.lost.store(true, Ordering::Release));
    for _ in 0..3 {
        assert!(matches!(bridge.to("number").run(), Err(Error::Environment(_))));
    }
    bridge.to("number").run().unwrap();
}

#[test]
fn a_closed_bridge_takes_nothing() {
    let (pretend, bridge) = bridge(limits(2));
    let session = bridge.session();
    session.to("f").run().unwrap();
    let object = bridge.to("object").object().unwrap();
    std::thread::scope(|scope| {
        let in_flight = scope.spawn(|| session.to("block").run());
        pretend.fake(0).await_in_flight(1);
        let closing = scope.spawn(|| bridge.close(Duration::MAX));
        while !matches!(bridge.to("f").run(), Err(Error::SessionLost { .. })) {
            std::thread::yield_now();
        }
        pretend.fake(0).open();
        in_flight.join().unwrap().unwrap();
        closing.join().unwrap();
    });
    for outcome in [session.to("f").run(), bridge.session().to("f").run(), object.attr("x").run()] {
        assert!(matches!(outcome, Err(Error::SessionLost { .. })), "{outcome:?}");
    }
    assert!(pretend.started.lock().unwrap().iter().all(|fake| fake.closed.load(Ordering::Acquire)));
}

#[test]
fn bridges_are_known_by_their_names() {
    let (_, pool) = Pretend::pool(limits(1));
    assert!(matches!(Bridge::of(Arc::clone(&pool)).register(), Err(Error::Usage(_))));
    Bridge::of(pool).called("a bridge of this test").register().unwrap();
    Bridge::named("a bridge of this test").unwrap().to("f").run().unwrap();
    let unknown = Bridge::named("another").unwrap_err().to_string();
    assert!(unknown.contains("`another`; known are: `a bridge of this test`"), "{unknown}");
}
