package dev.countersign.installers;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * The mark of Countersign: two table definitions side by side and the stroke of a signature across both.
 *
 * <p>The shapes are described once, on a square of 512 units, and written as SVG, PNG, ICO (Windows) and ICNS (macOS).
 */
public final class AppIcon {
    private static final int UNITS = 512;

    private record Layer(Shape shape, Color colour) {}

    private final List<Layer> layers;

    /** Lays out the mark. */
    public AppIcon() {
        var drawn = new ArrayList<Layer>();
        drawn.add(new Layer(box(16, 16, 480, 480, 112), new Color(0x1B3A4B)));
        table(drawn, 88, new Color(0x9DB4C0), new Color(0x5C7A8A));
        table(drawn, 272, new Color(0xF4F7F8), new Color(0xB9C9D1));
        // a gap in the colour of the ground keeps the stroke readable where it crosses the tables
        drawn.add(new Layer(stroke(34), new Color(0x1B3A4B)));
        drawn.add(new Layer(stroke(20), new Color(0x3DDC97)));
        layers = List.copyOf(drawn);
    }

    /**
     * Writes every form of the icon.
     *
     * @param args one argument: the folder to write to, made if absent
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] args) throws IOException {
        new AppIcon().writeAll(Path.of(args[0]));
    }

    /**
     * Writes {@code countersign.svg}, {@code .png} (512 pixels), {@code .ico} and {@code .icns}.
     *
     * @param folder where to, made if absent
     * @throws IOException if a file cannot be written
     */
    public void writeAll(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("countersign.svg"), svg());
        Files.write(folder.resolve("countersign.png"), png(512));
        Files.write(folder.resolve("countersign.ico"), ico(16, 32, 48, 256));
        Files.write(folder.resolve("countersign.icns"), icns());
    }

    private static Shape box(double x, double y, double width, double height, double arc) {
        return new RoundRectangle2D.Double(x, y, width, height, arc, arc);
    }

    private static void table(List<Layer> drawn, double x, Color paper, Color ink) {
        drawn.add(new Layer(box(x, 104, 152, 260, 24), paper));
        drawn.add(new Layer(box(x + 20, 128, 72, 22, 10), ink));
        for (int row = 0; row < 4; row++) {
            drawn.add(new Layer(box(x + 20, 176 + row * 42, row % 2 == 0 ? 112 : 84, 14, 8), ink));
        }
    }

    /** A tick that runs out into a flourish; {@code half} is half the width of the pen at its widest. */
    private static Shape stroke(double half) {
        var path = new Path2D.Double();
        path.moveTo(112, 330 - half * 0.7);
        path.lineTo(190, 408 - half);
        path.curveTo(250, 330 - half, 330, 250 - half, 430, 196 - half);
        path.lineTo(430 + half * 0.5, 196 + half * 0.4);
        path.curveTo(340, 260 + half, 262, 340 + half, 200, 428 + half);
        path.lineTo(180, 428 + half);
        path.lineTo(112 - half * 0.8, 344 + half * 0.6);
        path.closePath();
        return new Area(path);
    }

    private String svg() {
        var text = new StringBuilder();
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\">\n".formatted(UNITS));
        text.append("  <title>Countersign</title>\n");
        for (Layer layer : layers) {
            text.append("  <path fill=\"#%06x\" d=\"%s\"/>\n"
                    .formatted(layer.colour().getRGB() & 0xFFFFFF, pathData(layer.shape())));
        }
        return text.append("</svg>\n").toString();
    }

    private static String pathData(Shape shape) {
        var data = new StringBuilder();
        var at = new double[6];
        for (PathIterator step = shape.getPathIterator(null); !step.isDone(); step.next()) {
            int kind = step.currentSegment(at);
            int numbers = kind == PathIterator.SEG_CLOSE
                    ? 0
                    : kind == PathIterator.SEG_CUBICTO ? 6 : kind == PathIterator.SEG_QUADTO ? 4 : 2;
            data.append("MLQCZ".charAt(kind));
            for (int i = 0; i < numbers; i++) {
                data.append(i == 0 ? "" : " ").append(String.format(Locale.ROOT, "%.1f", at[i]));
            }
        }
        return data.toString();
    }

    private byte[] png(int pixels) throws IOException {
        var image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_ARGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        canvas.transform(AffineTransform.getScaleInstance((double) pixels / UNITS, (double) pixels / UNITS));
        for (Layer layer : layers) {
            canvas.setColor(layer.colour());
            canvas.fill(layer.shape());
        }
        canvas.dispose();
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /** An ICO file is a table of contents followed by whole PNG files (allowed since Windows Vista). */
    private byte[] ico(int... sizes) throws IOException {
        var pictures = new ArrayList<byte[]>();
        int total = 6 + 16 * sizes.length;
        for (int size : sizes) {
            pictures.add(png(size));
            total += pictures.getLast().length;
        }
        ByteBuffer file = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        file.putShort((short) 0).putShort((short) 1).putShort((short) sizes.length);
        int offset = 6 + 16 * sizes.length;
        for (int i = 0; i < sizes.length; i++) {
            byte side = (byte) (sizes[i] == 256 ? 0 : sizes[i]);
            file.put(side)
                    .put(side)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) 1)
                    .putShort((short) 32);
            file.putInt(pictures.get(i).length).putInt(offset);
            offset += pictures.get(i).length;
        }
        pictures.forEach(file::put);
        return file.array();
    }

    /** An ICNS file is a length and then chunks, each a four-letter size name, a length and a PNG file. */
    private byte[] icns() throws IOException {
        record Chunk(String name, byte[] picture) {}
        var chunks = List.of(
                new Chunk("ic07", png(128)),
                new Chunk("ic08", png(256)),
                new Chunk("ic09", png(512)),
                new Chunk("ic10", png(1024)));
        int total = 8
                + chunks.stream().mapToInt(chunk -> 8 + chunk.picture().length).sum();
        ByteBuffer file = ByteBuffer.allocate(total);
        file.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(total);
        for (Chunk chunk : chunks) {
            file.put(chunk.name().getBytes(StandardCharsets.US_ASCII))
                    .putInt(8 + chunk.picture().length)
                    .put(chunk.picture());
        }
        return file.array();
    }
}
