import ArgumentParser
import Glibc
import Pipelining
import PluginIsolation

/// `pose-animate plugin-host FILE`: what the engine starts to keep a plug-in apart. Nothing for people.
struct PluginHostCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: Isolation.subcommand, abstract: "Keep a plug-in for another process.",
        shouldDisplay: false)

    @Argument(help: ArgumentHelp("The plug-in.", valueName: "file.so"))
    var file: String

    func run() throws {
        let place = SpawnedProcess.channelPlace
        guard let host = PluginHost(file: file, descriptor: place) else {
            throw ValidationError(
                "this is what the engine starts for --isolate; to try a plug-in out, take "
                    + "`pose-animate plugins check`")
        }
        // Files of the engine's are not the plug-in's.
        closefrom(place + 1)
        // Frames are not finished first here: who asks for an end is to have it. And what crashes is to say
        // so to the engine alone, which tells it in one line.
        let ends = [SIGINT, SIGTERM, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT]
        for number in ends { signal(number, SIG_DFL) }
        Watchdog.start(over: place)
        guard host.serve() else { _exit(ExitStatus.softwareFault.rawValue) }
    }
}
