package systems.tasker.local.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import systems.tasker.compiler.CompiledWorkflow;
import systems.tasker.compiler.catalogue.CatalogueWriter;
import systems.tasker.compiler.sam.CannotDeploy;
import systems.tasker.compiler.sam.Deployed;
import systems.tasker.compiler.sam.SamTemplate;
import systems.tasker.local.project.Project;

@Command(
        name = "sam",
        mixinStandardHelpOptions = true,
        description = {
            "Keeps the deployment in step with the task templates: the marked regions of",
            "template.yaml, the machines in infra/statemachines/, and what the HTTP API knows of",
            "them."
        },
        footer = {
            "",
            "What a template no longer asks for stays in template.yaml, because executions that run",
            "may need it: `tasker sam --prune` drops it.",
            "",
            "Examples:",
            "  tasker sam                             after a template was edited",
            "  tasker sam --check                     whether that was forgotten",
            "  tasker sam --environment production    as an environment has its templates"
        })
final class SamCommand implements Callable<Integer> {
    /** From here on, it is time to think of a second stack. */
    private static final int MANY_RESOURCES = SamTemplate.MAX_RESOURCES * 9 / 10;

    @Option(names = "--check", description = "Write nothing; fail where something is stale.")
    private boolean check;

    @Option(names = "--prune", description = "Drop what no template asks for any more.")
    private boolean prune;

    @Mixin private EnvironmentOption environment = new EnvironmentOption();

    private final Console console;

    SamCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Project project = TemplateCommand.project();
        List<Deployed> workflows = workflows(project);
        List<WholeFile> files = new ArrayList<>();
        for (Deployed deployed : workflows) {
            files.add(
                    new WholeFile(
                            project.home().resolve(deployed.machine()),
                            deployed.workflow().definition()));
        }
        files.add(
                new WholeFile(
                        project.catalogue(),
                        CatalogueWriter.write(
                                workflows.stream().map(Deployed::workflow).toList())));
        files.add(template(project, workflows));
        List<WholeFile> stale = files.stream().filter(file -> !file.isCurrent()).toList();
        for (WholeFile file : stale) {
            if (check) {
                console.error(file.path() + " is not what the templates give; run `tasker sam`");
            } else {
                file.write();
                console.line(file.path() + " written");
            }
        }
        if (stale.isEmpty()) {
            console.line("The deployment is in step with " + workflows.size() + " workflows.");
        }
        return check && !stale.isEmpty() ? 1 : 0;
    }

    private List<Deployed> workflows(Project project) {
        Templates templates = Templates.toLookAt(console, project, environment.name());
        List<Deployed> workflows = new ArrayList<>();
        for (Path file : project.templates()) {
            CompiledWorkflow workflow = templates.find(file.toString());
            workflows.add(
                    new Deployed(
                            workflow,
                            below(project, Project.zip(project.module(file))),
                            "infra/statemachines/" + workflow.path()));
        }
        return workflows;
    }

    private static String below(Project project, Path file) {
        return project.home().relativize(file).toString();
    }

    private WholeFile template(Project project, List<Deployed> workflows) {
        Path file = project.home().resolve("template.yaml");
        try {
            SamTemplate template = SamTemplate.of(WholeFile.read(file), workflows, prune);
            if (!template.retired().isEmpty()) {
                console.line(
                        "Kept for executions that still run: "
                                + String.join(", ", template.retired())
                                + "; `tasker sam --prune` drops them.");
            }
            if (template.resources() >= MANY_RESOURCES) {
                console.error(
                        "The stack has %d resources of the %d that CloudFormation takes: it is time"
                                        .formatted(template.resources(), SamTemplate.MAX_RESOURCES)
                                + " for a second stack");
            }
            return new WholeFile(file, template.text());
        } catch (CannotDeploy e) {
            throw new Console.Failure(file + ": " + e.getMessage());
        }
    }
}
