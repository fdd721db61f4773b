import CPoseAnimatePlugin

/// What only some sensors can do.
extension StageHandle where Interface == pa_sensor {
    /// How it is fed with samples; nil for sensors that are not.
    ///
    /// - Throws: `fault` when a function of it is null.
    package func samples() throws(PluginError) -> pa_samples? {
        guard let samples = find(PA_SAMPLES, pa_samples.self, size: \.size) else { return nil }
        _ = try require("feed", samples.feed)
        _ = try require("get_status", samples.get_status)
        _ = try require("drop_oldest", samples.drop_oldest)
        _ = try require("set_depth", samples.set_depth)
        return samples
    }

    /// How it is spoken to on SPI; nil for sensors that are not.
    ///
    /// - Throws: `fault` when a function of it is null.
    package func spi() throws(PluginError) -> pa_spi? {
        guard let spi = find(PA_SPI, pa_spi.self, size: \.size) else { return nil }
        _ = try require("select", spi.select)
        _ = try require("exchange", spi.exchange)
        _ = try require("deselect", spi.deselect)
        return spi
    }
}

extension pa_sample_status {
    /// With its size, for a plug-in to fill.
    package static var unknown: pa_sample_status {
        var status = pa_sample_status()
        status.size = MemoryLayout<pa_sample_status>.size
        return status
    }
}
