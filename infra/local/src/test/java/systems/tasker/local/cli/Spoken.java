package systems.tasker.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import systems.tasker.local.project.Checkout;

/** What a command said, and with which status it ended. */
record Spoken(int status, String out, String err) {

    /** Runs a command of this project's command line, without a terminal. */
    static Spoken by(String... arguments) {
        System.setProperty("tasker.home", Checkout.HOME.toString());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), false);
        int status = Tasker.commandLine(console).execute(arguments);
        console.out().flush();
        console.err().flush();
        return new Spoken(status, out.toString(), err.toString());
    }
}
