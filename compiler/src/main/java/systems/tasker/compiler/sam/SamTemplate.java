package systems.tasker.compiler.sam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * A SAM template, with the part that follows from task templates: it stands in regions that are
 * written anew, and the rest is left as it is.
 *
 * @param text of the template
 * @param retired logical ids of what no template asks for any more, and is kept because executions
 *     may still need it
 * @param resources how many resources there are once SAM has translated it
 */
public record SamTemplate(String text, List<String> retired, int resources) {
    /** What CloudFormation takes in one stack. */
    public static final int MAX_RESOURCES = 500;

    /** What the template has beside the regions, translated. */
    static final int OWN_RESOURCES = 0;

    private static final String PARAMETERS = "parameters";
    private static final String CONDITIONS = "conditions";
    private static final String MACHINES = "machines";
    private static final String RESOURCES = "resources";
    private static final String OUTPUTS = "outputs";

    public SamTemplate {
        retired = List.copyOf(retired);
    }

    /**
     * Writes the regions anew.
     *
     * @param text of a template that has the regions
     * @param workflows all that are deployed
     * @param prune whether to drop what no template asks for any more
     * @throws CannotDeploy where a region is missing or damaged, two names are one, or the stack
     *     would be too large
     */
    public static SamTemplate of(String text, List<Deployed> workflows, boolean prune) {
        if (workflows.isEmpty()) {
            throw new CannotDeploy("there is no task template to deploy");
        }
        MarkedText marked =
                MarkedText.read(
                        text, List.of(PARAMETERS, CONDITIONS, MACHINES, RESOURCES, OUTPUTS));
        Variables variables = new Variables(workflows);
        Blocks before = prune ? new Blocks() : Blocks.of(marked.region(RESOURCES));
        Blocks retired = before.without(resources(workflows, variables, new Blocks()));
        Blocks resources = resources(workflows, variables, retired);
        SequencedMap<String, String> machines = machines(workflows, retired);
        Map<String, String> regions = new LinkedHashMap<>();
        regions.put(RESOURCES, resources.text("\n") + kept(retired));
        regions.put(
                PARAMETERS,
                variables.parameters().text("")
                        + keptFor(retired, variables.parameters(), marked.region(PARAMETERS)));
        regions.put(
                CONDITIONS,
                variables.conditions().text("")
                        + keptFor(retired, variables.conditions(), marked.region(CONDITIONS)));
        regions.put(MACHINES, variable(machines));
        regions.put(OUTPUTS, outputs(workflows));
        int count = OWN_RESOURCES + resources.size() + retired.size();
        if (count > MAX_RESOURCES) {
            throw new CannotDeploy(
                    "the stack would have %d resources; CloudFormation takes %d: a step needs three"
                            .formatted(count, MAX_RESOURCES));
        }
        return new SamTemplate(marked.with(regions), List.copyOf(retired.ids()), count);
    }

    private static Blocks resources(List<Deployed> workflows, Variables variables, Blocks retired) {
        Blocks all = new Blocks();
        for (Deployed workflow : workflows) {
            List<String> functions =
                    retired.ids(
                            "Function", WorkflowResources.WORKFLOW + Yaml.quoted(workflow.label()));
            all.addAll(WorkflowResources.of(workflow, variables, functions));
        }
        List<String> machines = new ArrayList<>(machines(workflows, retired).sequencedValues());
        all.add(
                "ExecutionsPolicy",
                """
                  ExecutionsPolicy:
                    Type: AWS::IAM::ManagedPolicy
                    Properties:
                      PolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - Effect: Allow
                            Action: 'states:StartExecution'
                            Resource:
                %s          - Effect: Allow
                            Action: ['states:DescribeExecution', 'states:StopExecution']
                            Resource:
                %s"""
                        .formatted(
                                lines("              - !Ref %s\n", machines),
                                lines(
                                        "              - !Sub"
                                                + " 'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${%s.Name}:*'\n",
                                        machines)));
        all.add(
                "ExecutionEnded",
                """
                  ExecutionEnded:
                    Type: AWS::Events::Rule
                    Properties:
                      Description: Executions that may have ended without their Finalize
                      EventPattern:
                        source: [aws.states]
                        detail-type: [Step Functions Execution Status Change]
                        detail:
                          status: [FAILED, TIMED_OUT, ABORTED]
                          stateMachineArn:
                %s      Targets:
                        - {Id: closer, Arn: !GetAtt CloserFunction.Arn}
                """
                        .formatted(lines("            - !Ref %s\n", machines)));
        return all;
    }

    /** The logical ids of machines by the workflow, the kept ones too. */
    private static SequencedMap<String, String> machines(List<Deployed> workflows, Blocks retired) {
        SequencedMap<String, String> machines = new LinkedHashMap<>();
        for (Deployed workflow : workflows) {
            machines.put(workflow.label(), WorkflowResources.machine(workflow));
        }
        retired.labelled("Machine", WorkflowResources.WORKFLOW).forEach(machines::putIfAbsent);
        return machines;
    }

    /** The names of workflows have no character that JSON, YAML or Fn::Sub reads otherwise. */
    private static String variable(SequencedMap<String, String> machines) {
        return machines.entrySet().stream()
                .map(machine -> "\"%s\":\"${%s}\"".formatted(machine.getKey(), machine.getValue()))
                .collect(Collectors.joining(",", "          TASKER_MACHINES: !Sub '{", "}'\n"));
    }

    private static String kept(Blocks retired) {
        return retired.isEmpty()
                ? ""
                : "\n  # No template asks for these any more. They stay for executions that still run;"
                        + " `tasker sam --prune` drops them.\n"
                        + retired.text("\n");
    }

    private static String keptFor(Blocks retired, Blocks now, String before) {
        return Blocks.of(before).without(now).usedIn(retired.text("\n")).text("");
    }

    private static String outputs(List<Deployed> workflows) {
        StringBuilder outputs = new StringBuilder();
        for (Deployed workflow : workflows) {
            String machine = WorkflowResources.machine(workflow);
            outputs.append(
                    """
                      %s:
                        Description: %s
                        Value: !Ref %s
                      %sConsole:
                        Description: %s
                        Value: !Sub 'https://${AWS::Region}.console.aws.amazon.com/states/home?region=${AWS::Region}#/statemachines/view/${%s}'
                    """
                            .formatted(
                                    machine,
                                    Yaml.quoted("State machine of " + workflow.label()),
                                    machine,
                                    machine,
                                    Yaml.quoted("Executions of " + workflow.label()),
                                    machine));
        }
        return outputs.toString();
    }

    private static String lines(String format, List<String> ids) {
        return ids.stream().map(format::formatted).collect(Collectors.joining());
    }
}
