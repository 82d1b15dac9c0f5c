package systems.tasker.compiler.drawing;

/**
 * The style sheet of every picture. Custom properties would be shorter; not all viewers know them.
 */
final class Style {
    static final String CSS =
            """
            .tasker text{font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;text-anchor:middle}
            .tasker .label{font-size:13px;fill:#1f2328}
            .tasker .caption{font-size:10.5px;fill:#59636e}
            .tasker .legend{font-size:11px;fill:#59636e;text-anchor:start}
            .tasker .canvas{fill:#fff}
            .tasker .frame{fill:#0969da;fill-opacity:.045;stroke:#b6c6d8}
            .tasker .shape{fill:#fff;stroke:#8c959f}
            .tasker path{fill:none;stroke-width:1.3}
            .tasker .arrow path{stroke:#6e7781}
            .tasker .arrow .head{fill:#6e7781;stroke:none}
            .tasker .implied path{stroke:#a3acb6;stroke-width:1;stroke-dasharray:4 3}
            .tasker .implied .head{fill:#a3acb6;stroke:none}
            .tasker .wait path{stroke:#8250df;stroke-dasharray:4 3}
            .tasker .wait .head{fill:#8250df;stroke:none}
            .tasker .gate .shape{fill:#fbefff;stroke:#8250df}
            .tasker .finalize .shape{fill:#f3f5f7}
            .tasker .dot{fill:#6e7781}
            .tasker .ring{fill:none;stroke:#6e7781;stroke-width:1.3}
            .tasker .badge{fill:#8c959f;stroke:#fff;stroke-width:1.5}
            .tasker .mark{stroke:#fff;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
            .tasker .complete .shape,.tasker .resolved_manually .shape{fill:#dafbe1;stroke:#1a7f37}
            .tasker .complete .badge,.tasker .resolved_manually .badge{fill:#1a7f37}
            .tasker .in_progress .shape{fill:#ddf4ff;stroke:#0969da}
            .tasker .in_progress .badge{fill:#0969da}
            .tasker .error .shape{fill:#ffebe9;stroke:#cf222e}
            .tasker .error .badge{fill:#cf222e}
            .tasker .blocked .shape{fill:#fff8c5;stroke:#9a6700}
            .tasker .blocked .badge{fill:#9a6700}
            .tasker .blocked .shape,.tasker .cancelled .shape,.tasker .skipped .shape,.tasker .resolved_manually .shape{stroke-dasharray:5 3}
            @media (prefers-color-scheme:dark){
            .tasker .label{fill:#e6edf3}
            .tasker .caption,.tasker .legend{fill:#9aa4af}
            .tasker .canvas{fill:#0d1117}
            .tasker .frame{fill:#58a6ff;fill-opacity:.07;stroke:#34455c}
            .tasker .shape{fill:#161b22;stroke:#6e7681}
            .tasker .arrow path{stroke:#8b949e}
            .tasker .arrow .head{fill:#8b949e}
            .tasker .implied path{stroke:#5c6570}
            .tasker .implied .head{fill:#5c6570}
            .tasker .wait path{stroke:#b083f0}
            .tasker .wait .head{fill:#b083f0}
            .tasker .gate .shape{fill:#271052;stroke:#b083f0}
            .tasker .finalize .shape{fill:#21262d}
            .tasker .dot{fill:#8b949e}
            .tasker .ring{stroke:#8b949e}
            .tasker .badge{stroke:#0d1117}
            .tasker .complete .shape,.tasker .resolved_manually .shape{fill:#0f2a19;stroke:#3fb950}
            .tasker .complete .badge,.tasker .resolved_manually .badge{fill:#238636}
            .tasker .in_progress .shape{fill:#0c2d56;stroke:#58a6ff}
            .tasker .in_progress .badge{fill:#1f6feb}
            .tasker .error .shape{fill:#3c1214;stroke:#f85149}
            .tasker .error .badge{fill:#da3633}
            .tasker .blocked .shape{fill:#2f2406;stroke:#d29922}
            .tasker .blocked .badge{fill:#9e6a03}
            }
            """;

    private Style() {}
}
