import ArgumentParser
import Microcontroller

/// `pose-animate device list`: what can be simulated.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List platforms, and devices with their registers.")

    func run() throws {
        for name in PlatformReader.builtInNames {
            let platform = try PlatformReader.read(name)
            StandardStreams.print("\(name): \(platform.summary ?? "")")
        }
        StandardStreams.print("\n" + DeviceRegistry.builtIn.documentation)
    }
}
