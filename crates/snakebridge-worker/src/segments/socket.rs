//! Messages about segments over a socket on which nobody waits.

use super::message::Message;
use rustix::io::Errno;
use rustix::net::{
    AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, SendAncillaryBuffer,
    SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
};
use std::io::{self, IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{BorrowedFd, OwnedFd};

/// One end of a socket for messages, and the other one, for the worker.
pub(super) fn pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let flags = SocketFlags::CLOEXEC;
    Ok(rustix::net::socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, flags, None)?)
}

/// Sends a message, with the file of the segment if there is one. [`Errno::AGAIN`] if there is no room for it at the moment.
pub(super) fn send(socket: &OwnedFd, message: Message, file: Option<BorrowedFd<'_>>) -> Result<(), Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    let files = file.map(|file| [file]);
    if let Some(files) = &files
        && !ancillary.push(SendAncillaryMessage::ScmRights(files))
    {
        return Err(Errno::NOBUFS);
    }
    let bytes = message.to_bytes();
    let flags = SendFlags::DONTWAIT | SendFlags::NOSIGNAL;
    loop {
        match rustix::net::sendmsg(socket, &[IoSlice::new(&bytes)], &mut ancillary, flags) {
            Err(Errno::INTR) => {}
            outcome => return outcome.map(drop),
        }
    }
}

/// The next message and what came with it; `None` if there is none at the moment, or none will come any more.
pub(super) fn receive(socket: &OwnedFd) -> Result<Option<(Message, Option<OwnedFd>)>, String> {
    // One more than a message has, so that a longer one is noticed.
    let mut bytes = [0; Message::SIZE + 1];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::DONTWAIT | RecvFlags::CMSG_CLOEXEC;
    let length = loop {
        match rustix::net::recvmsg(socket, &mut [IoSliceMut::new(&mut bytes)], &mut ancillary, flags) {
            Ok(received) if received.bytes == 0 => return Ok(None),
            Ok(received) => break received.bytes,
            Err(Errno::INTR) => {}
            Err(_) => return Ok(None),
        }
    };
    let mut files = ancillary.drain().filter_map(|message| match message {
        RecvAncillaryMessage::ScmRights(files) => Some(files),
        _ => None,
    });
    let file = files.next().and_then(|mut files| files.next());
    Ok(Some((Message::parse(&bytes[..length])?, file)))
}

#[cfg(test)]
mod tests {
    use super::super::message::Uses;
    use super::*;

    #[test]
    fn messages_and_files_arrive_in_order() {
        let (one, other) = pair().unwrap();
        let file = OwnedFd::from(tempfile::tempfile().unwrap());
        let announce = Message::Announce { number: 3, size: 4096, uses: Uses::Many };
        send(&one, announce, Some(std::os::fd::AsFd::as_fd(&file))).unwrap();
        send(&one, Message::Free(2), None).unwrap();
        let (message, file) = receive(&other).unwrap().unwrap();
        assert_eq!((message, file.is_some()), (announce, true));
        let (message, file) = receive(&other).unwrap().unwrap();
        assert_eq!((message, file.is_some()), (Message::Free(2), false));
        assert!(receive(&other).unwrap().is_none(), "nothing waits");
        drop(one);
        assert!(receive(&other).unwrap().is_none(), "nothing will come");
    }

    #[test]
    fn a_full_socket_does_not_block() {
        let (one, _other) = pair().unwrap();
        let refused = (0..1_000_000).find_map(|number| send(&one, Message::Free(number), None).err());
        assert_eq!(refused, Some(Errno::AGAIN));
    }

    #[test]
    fn garbage_is_an_error() {
        let (one, other) = pair().unwrap();
        for garbage in [&b"short"[..], &[1; Message::SIZE + 1], &[9; Message::SIZE]] {
            rustix::net::send(&one, garbage, SendFlags::empty()).unwrap();
            assert!(receive(&other).is_err(), "{garbage:?}");
        }
    }
}
