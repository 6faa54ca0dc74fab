//! What has come from a worker, sorted by who waits for it.

use super::Severed;
use snakebridge_wire::{Frame, FrameReader, Kind};
use std::collections::{HashMap, HashSet, VecDeque};
use std::task::{Context, Poll, Waker};

pub(super) struct Incoming {
    /// `None` while a thread has its turn to read.
    pub(super) reader: Option<FrameReader>,
    /// How many threads sleep until something changes: waking nobody is a system call, too.
    pub(super) asleep: usize,
    /// What lies there for threads, by request.
    threads: HashMap<u32, VecDeque<Frame>>,
    /// Requests that tasks wait for.
    tasks: HashMap<u32, Task>,
    /// Requests that nobody waits for any more and that are not over.
    abandoned: HashSet<u32>,
    pub(super) severed: Option<Severed>,
}

#[derive(Default)]
struct Task {
    frames: VecDeque<Frame>,
    waker: Option<Waker>,
}

/// What became of a frame.
pub(super) enum Delivery {
    /// It lies there for a thread.
    Laid,
    /// It lies there for this task.
    Wake(Waker),
    /// It belongs to nobody who waits.
    Stray(Frame),
    /// It lies there, and nobody has to be told yet.
    Quiet,
}

impl Incoming {
    pub(super) fn new() -> Self {
        Self {
            reader: Some(FrameReader::new()),
            asleep: 0,
            threads: HashMap::new(),
            tasks: HashMap::new(),
            abandoned: HashSet::new(),
            severed: None,
        }
    }

    /// The next frame for the thread that waits for a request.
    pub(super) fn take(&mut self, request: u32) -> Option<Frame> {
        if self.threads.is_empty() {
            return None;
        }
        let frames = self.threads.get_mut(&request)?;
        let frame = frames.pop_front();
        if frames.is_empty() {
            self.threads.remove(&request);
        }
        frame
    }

    pub(super) fn deliver(&mut self, frame: Frame) -> Result<Delivery, Severed> {
        let header = frame.header;
        let request = match header.kind {
            Kind::Reply | Kind::Raise | Kind::Items | Kind::Deferred => header.id,
            Kind::Call => {
                let in_thread = header.flags == 0
                    && header.context != 0
                    && !self.tasks.contains_key(&header.context)
                    && !self.abandoned.contains(&header.context);
                if !in_thread {
                    return Ok(Delivery::Stray(frame));
                }
                header.context
            }
            Kind::Dropped | Kind::Event => return Ok(Delivery::Stray(frame)),
            other => return Err(Severed::Garbled(format!("a worker does not send `{other:?}`"))),
        };
        if self.abandoned.contains(&request) {
            if is_final(&frame) {
                self.abandoned.remove(&request);
            }
            return Ok(Delivery::Stray(frame));
        }
        if let Some(task) = self.tasks.get_mut(&request) {
            task.frames.push_back(frame);
            return Ok(task.waker.take().map_or(Delivery::Quiet, Delivery::Wake));
        }
        self.threads.entry(request).or_default().push_back(frame);
        Ok(Delivery::Laid)
    }

    pub(super) fn poll(&mut self, request: u32, context: &mut Context<'_>) -> Poll<Result<Frame, Severed>> {
        let task = self.tasks.entry(request).or_default();
        if let Some(frame) = task.frames.pop_front() {
            if is_final(&frame) {
                self.tasks.remove(&request);
            }
            return Poll::Ready(Ok(frame));
        }
        if let Some(severed) = &self.severed {
            let severed = severed.clone();
            self.tasks.remove(&request);
            return Poll::Ready(Err(severed));
        }
        match &mut task.waker {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
        Poll::Pending
    }

    pub(super) fn wait_in_task(&mut self, request: u32) {
        let frames = self.threads.remove(&request).unwrap_or_default();
        self.tasks.entry(request).or_insert(Task { frames, waker: None });
    }

    pub(super) fn wait_in_thread(&mut self, request: u32) {
        if let Some(task) = self.tasks.remove(&request)
            && !task.frames.is_empty()
        {
            self.threads.insert(request, task.frames);
        }
    }

    /// Gives what lies there: somebody has to answer the calls of callbacks, and to let go of the objects in what has come.
    pub(super) fn abandon(&mut self, request: u32) -> Vec<Frame> {
        let laid = self.threads.remove(&request);
        let of_task = self.tasks.remove(&request).map(|task| task.frames);
        let frames: Vec<Frame> = laid.into_iter().chain(of_task).flatten().collect();
        if !frames.iter().any(is_final) && self.severed.is_none() {
            self.abandoned.insert(request);
        }
        frames
    }

    pub(super) fn is_abandoned(&self, request: u32) -> bool {
        self.abandoned.contains(&request)
    }

    pub(super) fn forget(&mut self, request: u32) {
        self.threads.remove(&request);
        self.tasks.remove(&request);
    }

    pub(super) fn waker(&mut self, request: u32) -> Option<Waker> {
        self.tasks.get_mut(&request)?.waker.take()
    }

    /// Nothing more comes: whoever waits has to know.
    pub(super) fn sever(&mut self, severed: Severed) {
        self.severed.get_or_insert(severed);
        self.abandoned.clear();
        self.tasks.values_mut().filter_map(|task| task.waker.take()).for_each(Waker::wake);
    }
}

/// Whether nothing comes for its request any more.
pub(in super::super) fn is_final(frame: &Frame) -> bool {
    match frame.header.kind {
        Kind::Reply | Kind::Raise => true,
        Kind::Items => frame.header.flags != 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use snakebridge_wire::{Header, flags};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    fn frame(kind: Kind, id: u32) -> Frame {
        Frame { header: Header::new(kind, id, 0), payload: bytes::Bytes::new() }
    }

    fn call(within: u32, flags: u8) -> Frame {
        Frame {
            header: Header { context: within, flags, ..Header::new(Kind::Call, 99, 0) },
            payload: bytes::Bytes::new(),
        }
    }

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    #[test]
    fn a_call_goes_to_the_thread_that_waits_for_its_request_and_else_to_anybody() {
        let mut incoming = Incoming::new();
        assert!(matches!(incoming.deliver(call(1, 0)), Ok(Delivery::Laid)));
        assert_eq!(incoming.take(1), Some(call(1, 0)));
        let strays = [call(0, 0), call(1, flags::CONCURRENT), call(2, 0), call(3, 0)];
        incoming.wait_in_task(2);
        assert!(incoming.abandon(3).is_empty());
        for stray in strays {
            assert!(matches!(incoming.deliver(stray), Ok(Delivery::Stray(_))));
        }
        incoming.deliver(call(4, 0)).unwrap();
        assert_eq!(
            incoming.abandon(4),
            [call(4, 0)],
            "whoever gives up hands on what somebody has to answer"
        );
    }

    #[test]
    fn what_comes_for_a_request_that_was_given_up_is_handed_on() {
        let mut incoming = Incoming::new();
        for request in [1, 2] {
            incoming.deliver(frame(Kind::Items, request)).unwrap();
            incoming.wait_in_task(request);
            assert_eq!(incoming.abandon(request), [frame(Kind::Items, request)]);
            assert!(matches!(incoming.deliver(frame(Kind::Raise, request)), Ok(Delivery::Stray(_))));
        }
    }

    #[test]
    fn a_task_is_woken_once_and_forgotten_after_its_last_frame() {
        let mut incoming = Incoming::new();
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        incoming.wait_in_task(1);
        assert!(incoming.poll(1, &mut context).is_pending());
        for kind in [Kind::Items, Kind::Reply] {
            if let Ok(Delivery::Wake(waker)) = incoming.deliver(frame(kind, 1)) {
                waker.wake();
            }
        }
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        for kind in [Kind::Items, Kind::Reply] {
            let Poll::Ready(Ok(polled)) = incoming.poll(1, &mut context) else { panic!("it lies there") };
            assert_eq!(polled, frame(kind, 1));
        }
        assert!(incoming.tasks.is_empty());
    }

    #[test]
    fn the_end_is_told_to_all() {
        let mut incoming = Incoming::new();
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        assert!(incoming.poll(1, &mut context).is_pending());
        incoming.sever(Severed::Ended);
        assert_eq!(woken.0.load(Ordering::Relaxed), 1);
        assert!(matches!(incoming.poll(1, &mut context), Poll::Ready(Err(Severed::Ended))));
        assert!(incoming.tasks.is_empty());
    }

    /// What a host does with a request, and what a worker answers.
    #[derive(Debug, Clone, Copy)]
    enum Move {
        Task,
        Thread,
        Abandon,
        Take,
        Arrives(Kind),
    }

    proptest! {
        /// However requests are waited for, given up and answered: once each has had its last frame and whoever waits has taken it, nothing is left.
        #[test]
        fn nothing_is_kept_of_what_is_over(
            moves in prop::collection::vec((1_u32..4, prop_oneof![
                Just(Move::Task), Just(Move::Thread), Just(Move::Abandon), Just(Move::Take),
                prop::sample::select(&[Kind::Items, Kind::Call, Kind::Deferred][..]).prop_map(Move::Arrives),
            ]), 0..40),
        ) {
            let mut incoming = Incoming::new();
            let mut context = Context::from_waker(Waker::noop());
            let mut given_up = HashSet::new();
            for (request, next) in moves {
                if given_up.contains(&request) {
                    continue;
                }
                match next {
                    Move::Task => incoming.wait_in_task(request),
                    Move::Thread => incoming.wait_in_thread(request),
                    Move::Abandon => {
                        given_up.insert(request);
                        incoming.abandon(request);
                    }
                    Move::Take => drop(incoming.take(request)),
                    Move::Arrives(Kind::Call) => drop(incoming.deliver(call(request, 0))),
                    Move::Arrives(kind) => drop(incoming.deliver(frame(kind, request))),
                }
            }
            for request in 1..4 {
                incoming.deliver(frame(Kind::Reply, request)).unwrap();
                if given_up.contains(&request) {
                    continue;
                }
                let last = loop {
                    let taken = if incoming.tasks.contains_key(&request) {
                        match incoming.poll(request, &mut context) {
                            Poll::Ready(frame) => frame.ok(),
                            Poll::Pending => None,
                        }
                    } else {
                        incoming.take(request)
                    };
                    match taken {
                        Some(frame) if is_final(&frame) => break true,
                        Some(_) => {}
                        None => break false,
                    }
                };
                prop_assert!(last, "the last frame of {} was lost", request);
            }
            prop_assert!(incoming.threads.is_empty() && incoming.tasks.is_empty() && incoming.abandoned.is_empty());
        }
    }
}
