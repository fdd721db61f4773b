import CIsolation
import Glibc
import Pipelining

/// Ends this process, and all that the plug-in has started, when the engine is gone: whatever the plug-in is
/// at. The system's own signal for that comes when a thread of the engine's ends, and not the engine.
package enum Watchdog {
    /// - Parameter descriptor: a socket whose other end the engine has.
    package static func start(over descriptor: Int32) {
        // One of its own: a process that has done its work may close the other before this thread looks at it
        // first, which is no hang-up.
        let own = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        _ = DetachedThread.start {
            pose_wait_for_hang_up(own < 0 ? descriptor : own)
            // The group is ours alone where the engine has started us.
            if getpgrp() == getpid() { kill(0, SIGKILL) }
            _exit(EX_SOFTWARE)
        }
    }
}
