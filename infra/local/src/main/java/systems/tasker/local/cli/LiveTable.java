package systems.tasker.local.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import systems.tasker.store.StepItem;
import systems.tasker.store.TaskItem;

/** Progress on a terminal: one table, drawn over itself. */
final class LiveTable implements Progress {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Console console;
    private final StepTable table;
    private final SequencedMap<String, StepItem> steps = new LinkedHashMap<>();
    private int drawn;
    private boolean closed;

    LiveTable(Console console) {
        this.console = console;
        this.table = new StepTable(console);
    }

    @Override
    public synchronized void started(TaskItem task, Iterable<StepItem> known) {
        console.line(console.bold(PlainLines.header(task)));
        for (StepItem step : known) {
            steps.putIfAbsent(step.name(), step);
        }
        draw();
        Thread.ofVirtual().name("progress").start(this::tick);
    }

    @Override
    public synchronized void changed(StepItem step) {
        steps.put(step.name(), step);
        if (drawn > 0) {
            draw();
        }
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                synchronized (this) {
                    if (closed) {
                        return;
                    }
                    draw();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void draw() {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            text.append("\033[").append(drawn).append('A');
        }
        List<String> lines = table.lines(steps.values(), Instant.now());
        for (String line : lines) {
            text.append("\033[2K").append(line).append('\n');
        }
        drawn = lines.size();
        console.out().print(text);
        console.out().flush();
    }

    @Override
    public synchronized void close() {
        if (!closed && drawn > 0) {
            draw();
        }
        closed = true;
    }
}
