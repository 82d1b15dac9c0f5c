package systems.tasker.local.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent that kills its process, as <code>kill -9</code> does, before or after a call of the
 * store, a service or a function. So it is the command line itself that dies, without a hook in it.
 */
public final class KillAgent {
    private static final Map<String, List<String>> CALLS =
            Map.of(
                    "systems/tasker/local/store/SqliteTaskStore",
                    List.of("put", "annotate", "registerGate", "gateEnded", "read", "readAll"),
                    "systems/tasker/local/stack/LocalLambda",
                    List.of("invoke"),
                    "systems/tasker/handler/ApiStepHandler",
                    List.of("send"));

    private static final AtomicInteger PASSED = new AtomicInteger();
    private static volatile int deadly;

    private KillAgent() {}

    /**
     * Called before main.
     *
     * @param arguments the number of the point to die at, from 1, or else a file: there is noted
     *     how many points there were
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        if (arguments.matches("[0-9]+")) {
            deadly = Integer.parseInt(arguments);
        } else {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> note(Path.of(arguments))));
        }
        instrumentation.addTransformer(new Instrumented());
    }

    private static void note(Path file) {
        try {
            Files.writeString(file, PASSED.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes to a point. From the deadly one on, no thread passes another. */
    public static void pass() {
        int point = PASSED.incrementAndGet();
        if (deadly > 0 && point >= deadly) {
            if (point == deadly) {
                kill();
            }
            while (true) {
                LockSupport.park();
            }
        }
    }

    private static void kill() {
        try {
            var _ =
                    new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid()))
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Instrumented implements ClassFileTransformer {
        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String className,
                @Nullable Class<?> redefined,
                @Nullable ProtectionDomain domain,
                byte[] bytes) {
            List<String> calls = CALLS.get(className);
            if (calls == null) {
                return null;
            }
            ClassFile classFile = ClassFile.of();
            return classFile.transformClass(
                    classFile.parse(bytes),
                    ClassTransform.transformingMethodBodies(
                            method -> calls.contains(method.methodName().stringValue()),
                            new Passing()));
        }
    }

    private static final class Passing implements CodeTransform {
        private static final ClassDesc AGENT = ClassDesc.of(KillAgent.class.getName());
        private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

        @Override
        public void atStart(CodeBuilder builder) {
            builder.invokestatic(AGENT, "pass", NOTHING);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (element instanceof ReturnInstruction) {
                builder.invokestatic(AGENT, "pass", NOTHING);
            }
            builder.with(element);
        }
    }
}
