import Motion

extension Registry {
    mutating func registerMotionFilters() throws(PoseAnimateError) {
        try register(
            filter: "confidence",
            summary: "Pose Animator's smoothing of body parts, weighted by confidence"
        ) { options in
            try options.check(known: [])
            return ConfidenceSmoothing()
        }
        try register(
            filter: "one-euro",
            summary: "One-Euro filter (Casiez 2012): steady at rest, quick in motion; live",
            settings: OneEuroSettings.stageSettings + [
                leastConfidenceSetting(of: OneEuroSmoothing().leastConfidence, "held"),
                StageSetting(
                    "hold", standard: OneEuroSmoothing().longestHold,
                    "seconds that a doubtful part is held; after that it is believed"),
            ]
        ) { options in
            try options.check(
                known: OneEuroSettings.stageSettings.map(\.name) + ["min-confidence", "hold"])
            let standard = OneEuroSmoothing()
            return OneEuroSmoothing(
                try OneEuroSettings(options),
                leastConfidence: try options.number("min-confidence", in: 0...1)
                    ?? standard.leastConfidence,
                longestHold: try options.number("hold", in: 0...3600) ?? standard.longestHold)
        }
    }
}

/// Below which confidence a part is doubtful, and what is done with it then.
private func leastConfidenceSetting(of standard: Double, _ fate: String) -> StageSetting {
    StageSetting(
        "min-confidence", standard: standard, "parts of less confidence, 0 to 1, are \(fate)")
}

extension OneEuroSettings {
    fileprivate static let stageSettings = [
        StageSetting(
            "min-cutoff", standard: OneEuroSettings().minCutoff,
            "cut-off at rest in Hz: lower is steadier and later"),
        StageSetting(
            "beta", standard: OneEuroSettings().beta,
            "Hz more for every body size (face size) a second: higher lags less"),
        StageSetting(
            "d-cutoff", standard: OneEuroSettings().speedCutoff, "cut-off of the speed in Hz"),
    ]

    fileprivate init(_ options: StageOptions) throws(PoseAnimateError) {
        self.init()
        // Up to a million: beyond what any motion needs, and far from where numbers overflow.
        minCutoff = try options.number("min-cutoff", in: 1e-6...1e6) ?? minCutoff
        beta = try options.number("beta", in: 0...1e6) ?? beta
        speedCutoff = try options.number("d-cutoff", in: 1e-6...1e6) ?? speedCutoff
    }
}
