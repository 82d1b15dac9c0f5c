package systems.tasker.local.cli;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import systems.tasker.compiler.check.QuotaCheck;
import systems.tasker.compiler.explain.Explanation;
import systems.tasker.compiler.explain.GateReason;
import systems.tasker.compiler.explain.Times;
import systems.tasker.compiler.figures.Figures;
import systems.tasker.compiler.plan.Plan;

/** An {@link Explanation} as a person reads it. */
final class ExplainReport {
    private static final int WIDTH = 92;

    private final Console console;
    private final Explanation explanation;
    private final String ofDurations;
    private final String ofPrice;

    ExplainReport(Console console, Explanation explanation, String ofDurations, String ofPrice) {
        this.console = console;
        this.explanation = explanation;
        this.ofDurations = ofDurations;
        this.ofPrice = ofPrice;
    }

    void print() {
        console.line(
                console.bold(
                                explanation.workflow().namespace()
                                        + "/"
                                        + explanation.workflow().name()
                                        + " "
                                        + explanation.workflow().version())
                        + "  "
                        + TemplateCommand.count(explanation.workflow().steps().size(), "step")
                        + " in "
                        + TemplateCommand.count(explanation.levels().size(), "level"));
        heading("What runs when");
        outline(explanation.workflow().plan(), "  ", "  ");
        console.line("  Finalize");
        heading("Levels");
        levels();
        heading("Gates");
        gates();
        heading("Figures");
        figures();
        heading("Time, " + ofDurations);
        times();
    }

    private void heading(String text) {
        console.line("");
        console.line(console.bold(text));
    }

    /**
     * A plan, a line for each of its parts. What begins a branch has a dash.
     *
     * @param first what stands before its first line
     * @param indent what stands before the others
     */
    private void outline(Plan plan, String first, String indent) {
        switch (plan) {
            case Plan.Step step -> console.line(first + step.name());
            case Plan.Gate gate ->
                    console.line(first + console.yellow("gate") + " for " + and(gate.waitsFor()));
            case Plan.Sequence sequence -> {
                String before = first;
                for (Plan part : sequence.parts()) {
                    outline(part, before, indent);
                    before = indent;
                }
            }
            case Plan.Parallel parallel -> {
                console.line(first + console.faint("in parallel"));
                parallel.branches()
                        .forEach(branch -> outline(branch, indent + "- ", indent + "  "));
            }
        }
    }

    private void levels() {
        int width = String.valueOf(explanation.levels().size()).length();
        for (int level = 0; level < explanation.levels().size(); level++) {
            String number = String.format(Locale.ROOT, "%" + width + "d", level + 1);
            wrapped("  " + number + "  ", explanation.levels().get(level));
        }
    }

    private void gates() {
        console.line(
                "  "
                        + (explanation.gates().isEmpty()
                                ? "none: sequences and Parallels say it all"
                                : console.faint(GateReason.PURPOSE)));
        for (GateReason gate : explanation.gates()) {
            console.line(
                    "  "
                            + and(gate.steps())
                            + (gate.steps().size() == 1 ? " waits for " : " wait for ")
                            + and(gate.waitsFor()));
            gate.n().ifPresent(n -> wrapped("    ", List.of(n.sentence().split(" ")), " "));
        }
    }

    private void figures() {
        Figures figures = explanation.figures();
        row("", "no failure", "every retry", "limit");
        row("state transitions", figures.transitions(), figures.worstTransitions(), "");
        row(
                "history events",
                figures.historyEvents(),
                figures.worstHistoryEvents(),
                number(QuotaCheck.MAX_EVENTS));
        row(
                "a million runs, USD",
                money(explanation.costOfMillion()),
                money(explanation.worstCostOfMillion()),
                "");
        row(
                "bytes, deployed",
                number(explanation.deployedBytes()),
                "",
                number(QuotaCheck.MAX_DEFINITION));
        row("bytes, compact", number(explanation.compactBytes()), "", "");
        row("bytes, indented", number(explanation.bytes()), "", "");
        console.line(
                console.faint(
                        "  USD "
                                + explanation.price().toPlainString()
                                + " for a million transitions: "
                                + ofPrice
                                + ". Functions and table come on top."));
    }

    private void row(String what, long smooth, long worst, String limit) {
        row(what, number(smooth), number(worst), limit);
    }

    private void row(String what, String smooth, String worst, String limit) {
        console.line(
                String.format(Locale.ROOT, "  %-22s%16s%18s%14s", what, smooth, worst, limit)
                        .stripTrailing());
    }

    private void times() {
        Times times = explanation.times();
        time("this machine", times.exact(), "the critical path");
        String extra =
                times.exact() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "%.2f times as long, in %d transitions",
                                times.levelByLevel() / times.exact(),
                                explanation.levelTransitions());
        time("level by level", times.levelByLevel(), extra);
        time("one by one", times.oneByOne(), "");
        List<String> path = new ArrayList<>();
        for (String step : times.criticalPath()) {
            path.add((path.isEmpty() ? "" : "→ ") + step);
        }
        wrapped("  critical path  ", path, " ");
    }

    private void time(String what, double seconds, String remark) {
        console.line(
                String.format(Locale.ROOT, "  %-14s %12s  %s", what, seconds(seconds), remark)
                        .stripTrailing());
    }

    private static String seconds(double seconds) {
        boolean whole = seconds == Math.rint(seconds);
        return String.format(Locale.ROOT, whole ? "%,.0f s" : "%,.3f s", seconds);
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String money(BigDecimal amount) {
        return String.format(Locale.ROOT, "%,.2f", amount);
    }

    private void wrapped(String first, List<String> words) {
        List<String> withCommas = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            withCommas.add(words.get(i) + (i + 1 < words.size() ? "," : ""));
        }
        wrapped(first, withCommas, " ");
    }

    /** Words on as many lines as they need, the first line behind a text, the others below it. */
    private void wrapped(String first, List<String> words, String between) {
        StringBuilder line = new StringBuilder(first);
        int begin = line.length();
        for (String word : words) {
            boolean atBegin = line.length() == begin;
            if (!atBegin && line.length() + between.length() + word.length() > WIDTH) {
                console.line(line.toString());
                line = new StringBuilder(" ".repeat(begin));
                atBegin = true;
            }
            line.append(atBegin ? "" : between).append(word);
        }
        console.line(line.toString());
    }

    /** One name, or several with "and" before the last. */
    private static String and(List<String> names) {
        return names.size() < 2
                ? String.join("", names)
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }
}
