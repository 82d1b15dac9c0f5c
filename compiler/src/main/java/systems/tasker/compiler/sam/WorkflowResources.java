package systems.tasker.compiler.sam;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import systems.tasker.compiler.emit.CompiledFunction;
import systems.tasker.compiler.emit.Functions;
import systems.tasker.compiler.emit.LogicalId;
import systems.tasker.compiler.plan.Plan;
import systems.tasker.compiler.template.EnvironmentVariable;

/**
 * The resources of a workflow: for each step, and for Finalize, a function with its role and its
 * log; the machine with its role; and what its functions may do with it.
 */
final class WorkflowResources {
    /** In the metadata of what belongs to a workflow; its value is the workflow. */
    static final String WORKFLOW = "      TaskerWorkflow: ";

    private final Deployed deployed;
    private final Variables variables;
    private final List<String> retired;
    private final String workflow;
    private final String machine;
    private final Blocks blocks = new Blocks();

    /**
     * Of one workflow.
     *
     * @param retired ids of functions of steps that it had before; its executions may still call
     *     them
     */
    private WorkflowResources(Deployed deployed, Variables variables, List<String> retired) {
        this.deployed = deployed;
        this.variables = variables;
        this.retired = retired;
        this.workflow = Yaml.quoted(deployed.label());
        this.machine = machine(deployed);
    }

    static Blocks of(Deployed deployed, Variables variables, List<String> retired) {
        return new WorkflowResources(deployed, variables, retired).blocks();
    }

    /** The logical id of its machine. */
    static String machine(Deployed deployed) {
        return LogicalId.of(deployed.workflow().name()) + "Machine";
    }

    private Blocks blocks() {
        Functions functions = deployed.workflow().functions();
        functions
                .bySteps()
                .forEach((step, function) -> function(function, "Step " + step + " of "));
        function(functions.finalizer(), "Finalize of ", "FunctionPolicy", "QueryPolicy");
        machine();
        if (hasGate(deployed.workflow().plan())) {
            tokens();
        }
        return blocks;
    }

    private void function(CompiledFunction function, String what) {
        function(function, what, "FunctionPolicy");
    }

    private void function(CompiledFunction function, String what, String... policies) {
        String id = function.logicalId();
        blocks.add(
                id,
                """
                  %s:
                    Type: AWS::Serverless::Function
                    Metadata:
                %s%s
                    Properties:
                      Description: %s
                      CodeUri: %s
                      Handler: %s
                      Timeout: %d
                      Role: !GetAtt %sRole.Arn
                      LoggingConfig: {LogGroup: !Ref %sLogs}
                %s"""
                        .formatted(
                                id,
                                WORKFLOW,
                                workflow,
                                Yaml.quoted(description(what)),
                                deployed.code(),
                                function.handlerClass(),
                                function.timeoutSeconds(),
                                id,
                                id,
                                environment(function)));
        blocks.add(
                id + "Role",
                """
                  %sRole:
                    Type: AWS::IAM::Role
                    Properties:
                      AssumeRolePolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - {Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: lambda.amazonaws.com}}
                      ManagedPolicyArns: [%s]
                      Policies:
                        - PolicyName: log
                          PolicyDocument:
                            Version: '2012-10-17'
                            Statement:
                              - Effect: Allow
                                Action: ['logs:CreateLogStream', 'logs:PutLogEvents']
                                Resource: !GetAtt %sLogs.Arn
                """
                        .formatted(id, refs(List.of(policies)), id));
        blocks.add(
                id + "Logs",
                """
                  %sLogs:
                    Type: AWS::Logs::LogGroup
                    Properties: {RetentionInDays: !Ref LogRetentionInDays}
                """
                        .formatted(id));
    }

    /** Lambda takes 256 characters. */
    private String description(String what) {
        String text = what + deployed.label();
        return text.length() <= 256 ? text : text.substring(0, 255) + "…";
    }

    private String environment(CompiledFunction function) {
        List<EnvironmentVariable> read =
                deployed.workflow().environment().getOrDefault(function, List.of());
        if (read.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("      Environment:\n        Variables:\n");
        variables
                .values(read)
                .forEach(
                        (name, value) ->
                                text.append("          ")
                                        .append(name)
                                        .append(": ")
                                        .append(value)
                                        .append('\n'));
        return text.toString();
    }

    private void machine() {
        SequencedSet<String> called = new LinkedHashSet<>();
        StringBuilder substitutions = new StringBuilder();
        for (CompiledFunction function : deployed.workflow().functions().all()) {
            called.add(function.logicalId());
            substitutions.append(
                    "        %sArn: !GetAtt %s.Arn\n"
                            .formatted(function.logicalId(), function.logicalId()));
        }
        called.addAll(retired);
        blocks.add(
                machine + "Role",
                """
                  %sRole:
                    Type: AWS::IAM::Role
                    Properties:
                      AssumeRolePolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - {Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: states.amazonaws.com}}
                      ManagedPolicyArns: [!Ref MachinePolicy]
                      Policies:
                        - PolicyName: functions
                          PolicyDocument:
                            Version: '2012-10-17'
                            Statement:
                              - Effect: Allow
                                Action: 'lambda:InvokeFunction'
                                Resource:
                %s"""
                        .formatted(machine, lines("                  - !GetAtt %s.Arn\n", called)));
        blocks.add(
                machine,
                """
                  %s:
                    Type: AWS::Serverless::StateMachine
                    Metadata:
                %s%s
                    Properties:
                      Type: STANDARD
                      DefinitionUri: %s
                      DefinitionSubstitutions:
                %s      Role: !GetAtt %sRole.Arn
                      Tracing: {Enabled: true}
                      Logging:
                        Level: ERROR
                        IncludeExecutionData: false
                        Destinations:
                          - CloudWatchLogsLogGroup: {LogGroupArn: !GetAtt MachineLogs.Arn}
                """
                        .formatted(
                                machine,
                                WORKFLOW,
                                workflow,
                                Yaml.quoted(deployed.machine()),
                                substitutions,
                                machine));
    }

    /** Not in the functions' own roles: the machine needs the functions, and is named here. */
    private void tokens() {
        List<String> roles = new ArrayList<>(List.of("RecorderFunctionRole", "GateFunctionRole"));
        deployed.workflow()
                .functions()
                .bySteps()
                .sequencedValues()
                .forEach(function -> roles.add(function.logicalId() + "Role"));
        retired.forEach(id -> roles.add(id + "Role"));
        blocks.add(
                machine + "Tokens",
                """
                  %sTokens:
                    Type: AWS::IAM::ManagedPolicy
                    Properties:
                      Roles:
                %s      PolicyDocument:
                        Version: '2012-10-17'
                        Statement:
                          - {Effect: Allow, Action: 'states:SendTaskSuccess', Resource: !Ref %s}
                """
                        .formatted(machine, lines("        - !Ref %s\n", roles), machine));
    }

    private static boolean hasGate(Plan plan) {
        return switch (plan) {
            case Plan.Step step -> false;
            case Plan.Gate gate -> true;
            case Plan.Sequence sequence ->
                    sequence.parts().stream().anyMatch(WorkflowResources::hasGate);
            case Plan.Parallel parallel ->
                    parallel.branches().stream().anyMatch(WorkflowResources::hasGate);
        };
    }

    private static String refs(List<String> ids) {
        return ids.stream().map(id -> "!Ref " + id).collect(Collectors.joining(", "));
    }

    private static String lines(String format, Iterable<String> ids) {
        StringBuilder lines = new StringBuilder();
        ids.forEach(id -> lines.append(format.formatted(id)));
        return lines.toString();
    }
}
