package city.datastore.access.grounds;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the sealed interfaces that a record is made of, however deep. */
final class SealedTypes {
    private final Set<Class<?>> seen = new LinkedHashSet<>();

    private SealedTypes() {}

    static Set<Class<?>> within(Class<? extends Record> record) {
        var types = new SealedTypes();
        types.look(record);
        types.seen.removeIf(type -> !type.isInterface());
        return types.seen;
    }

    private void look(Type type) {
        switch (type) {
            case Class<?> one -> lookAt(one);
            case ParameterizedType of -> {
                for (var argument : of.getActualTypeArguments()) {
                    look(argument);
                }
            }
            case WildcardType any -> {
                for (var bound : any.getUpperBounds()) {
                    look(bound);
                }
            }
            default -> {
                // nothing that records of the policy are made of
            }
        }
    }

    private void lookAt(Class<?> type) {
        boolean sealed = type.isSealed() && type.isInterface();
        if (!(sealed || type.isRecord()) || !seen.add(type)) {
            return;
        }
        if (sealed) {
            for (var kind : type.getPermittedSubclasses()) {
                lookAt(kind);
            }
        } else {
            for (var component : type.getRecordComponents()) {
                look(component.getGenericType());
            }
        }
    }
}
