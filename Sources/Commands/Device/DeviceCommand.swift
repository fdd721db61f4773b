import ArgumentParser

/// `pose-animate device`: the simulated microcontroller.
struct DeviceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device",
        abstract: "Run firmware on a simulated microcontroller.",
        subcommands: [
            DeviceRunCommand.self, DeviceSamplesCommand.self, DeviceClassifyCommand.self,
            DeviceListCommand.self,
        ])
}
