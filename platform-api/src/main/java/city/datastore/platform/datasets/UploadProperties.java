package city.datastore.platform.datasets;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the platform takes of uploads ({@code datastore.upload.*}).
 *
 * @param maxSize the most bytes that one version may have
 */
@ConfigurationProperties(prefix = "datastore.upload", ignoreUnknownFields = false)
public record UploadProperties(@DefaultValue("2GB") DataSize maxSize) {
    public UploadProperties {
        if (maxSize.toBytes() < 1) {
            throw new IllegalArgumentException(
                    "datastore.upload.max-size is " + maxSize + ", it has to be at least one byte");
        }
    }
}
