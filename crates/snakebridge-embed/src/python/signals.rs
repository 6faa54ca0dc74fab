//! The host's handler of SIGINT, which the module `_signal` of Python 3.9 replaces when it is imported, whatever was said at the initialisation.

use super::api::Api;

/// Imports that module, and puts the handler back.
///
/// # Safety
/// Python is initialised, and this thread is attached.
pub(super) unsafe fn import_keeping_handler(api: &Api) {
    let mut before = std::mem::MaybeUninit::<libc::sigaction>::uninit();
    // SAFETY: what is written is read after that only, and if it was; the module stays in `sys.modules`.
    unsafe {
        let known = libc::sigaction(libc::SIGINT, std::ptr::null(), before.as_mut_ptr()) == 0;
        let module = (api.PyImport_ImportModule)(c"_signal".as_ptr());
        if module.is_null() {
            let mut raised = [std::ptr::null_mut(); 3];
            let [class, value, traceback] = &mut raised;
            (api.PyErr_Fetch)(class, value, traceback);
            raised.into_iter().for_each(|object| (api.Py_DecRef)(object));
        } else {
            (api.Py_DecRef)(module);
        }
        if known {
            libc::sigaction(libc::SIGINT, before.as_ptr(), std::ptr::null_mut());
        }
    }
}
