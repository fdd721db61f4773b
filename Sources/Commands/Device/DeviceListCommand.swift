import ArgumentParser
import Microcontroller
import PoseAnimate

/// `pose-animate device list`: what can be simulated.
struct DeviceListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List platforms, and devices with their registers.")

    @OptionGroup(title: "Plug-ins") var plugins: PluginOptions

    func run() throws {
        let devices = try plugins.use { try StageShelf.library.devices }
        for name in PlatformReader.builtInNames {
            let platform = try PlatformReader.read(name)
            StandardStreams.print("\(name): \(platform.summary ?? "")")
        }
        StandardStreams.print("\n" + devices.documentation)
    }
}
